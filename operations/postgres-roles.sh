#!/bin/sh
# Makes the roles of operations/roles.sql in a server of PostgreSQL, or converts what the first releases made, and sets
# their passwords from files. The image of Postgres runs it for a new volume; for an existing one:
#   docker compose exec postgres /docker-entrypoint-initdb.d/roles.sh
# Root of a machine with PostgreSQL runs it too (docs/operations.md, Without containers). It may be run again, for
# example with other passwords.
set -eu
ROLES=${ROLES:-/roles.sql}
SECRETS=${SECRETS:-/run/secrets}

# The server trusts the account postgres of its machine; the container runs as that account already.
as=""
[ "$(id -u)" != 0 ] || as="runuser -u postgres --"

ask() { $as psql -q -v ON_ERROR_STOP=1 -U "$@"; }

# The only superuser of the first releases bears the application's name; a role cannot rename itself.
if ! ask postgres -d postgres -c "" 2>/dev/null; then
  ask tinnhiem -d postgres -c "DROP ROLE IF EXISTS tinnhiem_setup" -c "CREATE ROLE tinnhiem_setup SUPERUSER LOGIN"
  ask tinnhiem_setup -d postgres -c "ALTER ROLE tinnhiem RENAME TO postgres"
fi
ask postgres -d postgres -c "SET client_min_messages = warning" -c "DROP ROLE IF EXISTS tinnhiem_setup"

# Restoring makes its database from the first.
ask postgres -d template1 -f "$ROLES"
ask postgres -d tinnhiem -f "$ROLES"

# Not as arguments, which the list of processes would show.
APPLICATION=$(cat "$SECRETS/database_password")
OWNER=$(cat "$SECRETS/database_owner_password")
export APPLICATION OWNER
ask postgres -d postgres <<'SQL'
\getenv application APPLICATION
\getenv owner OWNER
ALTER ROLE tinnhiem PASSWORD :'application';
ALTER ROLE tinnhiem_owner PASSWORD :'owner';
SQL
