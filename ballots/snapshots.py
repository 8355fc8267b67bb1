"""What makes Postgres keep former versions of rows: older snapshots, and transactions in progress."""

# The age of the oldest in this database, one row. A worker of autovacuum counts too, since its ANALYZE has a
# snapshot; so does the statement itself, whose snapshot a transaction in another database holds back like
# that of the VACUUM to follow.
OLDEST = (
    "SELECT max(greatest(age(backend_xmin), age(backend_xid))) AS oldest "
    "FROM pg_stat_activity WHERE datname = current_database()"
)
