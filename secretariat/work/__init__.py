"""Acts on many rows by a worker, with progress: too long for the page that asks for them.

A page asks with `services.ask` where `services.is_long` says so, and leads to the page of the work. What each kind does
stands in `acts.py`. Today's rule of an act holds: all its rows in one transaction, so a worker that is killed, and a
person who stops it, leave nothing behind.
"""
