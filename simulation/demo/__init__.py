"""The demonstration: a fictional agency, created by `manage.py demo`.

Its votes are not inserted as rows: they are cast, counted and opened through the product itself.
"""
