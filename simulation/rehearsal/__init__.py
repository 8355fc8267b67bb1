"""A complete vote through the real addresses and workers, played by a client in Python.

The client plays counting team, voters and secretary as their browsers would, against middleware
and views in this process; real Celery workers count.
"""
