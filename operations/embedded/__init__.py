"""Postgres and Valkey on this machine, for one checkout, over sockets in a private folder.

`places` says where everything lies and is all that the settings need; `postgres` and `valkey`
start and stop the two servers; `servers` does both under a lock.
"""
