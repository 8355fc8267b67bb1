-- Two roles for the product's database. Run as a superuser in that database; it may be run again.
--
--   tinnhiem_owner  owns the tables: migrates and restores. Its login is kept out of web, worker and beat.
--   tinnhiem        the application: reads and writes rows, and cannot change tables, triggers or functions.
--
-- Passwords are set afterwards: \password tinnhiem_owner, \password tinnhiem.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tinnhiem_owner') THEN
    CREATE ROLE tinnhiem_owner LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tinnhiem') THEN
    CREATE ROLE tinnhiem LOGIN;
  END IF;
END $$;
-- Restoring makes a database and renames it.
ALTER ROLE tinnhiem_owner NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE tinnhiem NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
-- The owner sees the application's sessions, and may act with its rights.
GRANT tinnhiem TO tinnhiem_owner;
-- After closing, the application ends the write-ahead log of the vote and looks for sessions that still read
-- former rows, the owner's included.
GRANT pg_checkpoint, pg_read_all_stats TO tinnhiem;
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO tinnhiem;

-- The database, and what stands in it, belongs to the owner. The application keeps working on tables of a
-- former release; the next migration narrows its rights.
DO $$
DECLARE
  statement text;
BEGIN
  IF current_database() IN ('template1', 'postgres') THEN
    RETURN;
  END IF;
  EXECUTE format('ALTER DATABASE %I OWNER TO tinnhiem_owner', current_database());
  FOR statement IN
    SELECT format('ALTER TABLE %1$s OWNER TO tinnhiem_owner; '
                  'GRANT SELECT, INSERT, UPDATE, DELETE ON %1$s TO tinnhiem', oid::regclass) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
      AND relowner <> 'tinnhiem_owner'::regrole
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    UNION ALL
    SELECT format('ALTER ROUTINE %s OWNER TO tinnhiem_owner', oid::regprocedure) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proowner <> 'tinnhiem_owner'::regrole
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP
    EXECUTE statement;
  END LOOP;
  ALTER SCHEMA public OWNER TO tinnhiem_owner;
END $$;
