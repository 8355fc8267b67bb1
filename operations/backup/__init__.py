"""Backup and restore: database, keys of boxes, documents and secret key in one file.

`archive` is the file and its hashes; `tables` copies rows out of and into the database; `files` the
data folder; `databases` makes, renames and removes whole databases; `making` and `restoring` do both.
"""
