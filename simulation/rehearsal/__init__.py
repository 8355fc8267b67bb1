"""A vote played through the real addresses and workers by a client in Python.

It plays counting team, voters and secretary as their browsers do, against the site's own
middleware and views in this process; the counting is done by real Celery workers.
"""
