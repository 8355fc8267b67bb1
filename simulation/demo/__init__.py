"""A fictional agency to try everything with; made only by `manage.py demo`.

Its votes are not loaded as rows: they are cast, counted and opened through the product itself.
"""
