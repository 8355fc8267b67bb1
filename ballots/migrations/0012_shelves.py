"""Divide the tables of ballots into shelves for open rounds and an archive (docs/decisions/29-shelves-and-archive.md).

The former tables become the archive as they are, without copying a row. Rows of a round that was closed or
cancelled and not tidied yet go back to a shelf, and are archived in order by the next minute's task.
"""

from django.db import migrations, models

import ballots.shelves

SHELVES = range(1, 9)

# What stays from the former tables keeps its name; Postgres takes over indexes and keys that fit.
DIVIDE = """
CREATE FUNCTION ballots_shelf(round_id uuid) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (1 + get_byte(uuid_send(round_id), 15) % 8)::smallint
$$;

ALTER TABLE ballots_proofcheck DROP CONSTRAINT IF EXISTS ballots_proofcheck_ballot_id_b5b74a34_fk_ballots_c;
DROP FUNCTION ballots_rewrite_law CASCADE;
DROP TRIGGER ballots_castballot_open ON ballots_castballot;
DROP TRIGGER ballots_issuedballot_open ON ballots_issuedballot;
DROP INDEX IF EXISTS ballots_castballot_hash_d8501942_like, ballots_proofcheck_ballot_id_b5b74a34_like;
ALTER TABLE ballots_castballot DROP CONSTRAINT ballot_credential_once;
"""


def _divided(table: str, key: str, more: str) -> str:
    name, archive = f"ballots_{table}", f"ballots_{table}_archive"
    shelves = "".join(
        f"CREATE TABLE {name}_shelf{number} PARTITION OF {name} FOR VALUES IN ({number});\n"
        for number in SHELVES
    )
    return f"""
ALTER TABLE {name} RENAME TO {archive};
ALTER TABLE {archive} DROP CONSTRAINT {name}_pkey;
ALTER TABLE {archive} ADD COLUMN shelf smallint NOT NULL DEFAULT 0;
ALTER TABLE {archive} ALTER COLUMN shelf DROP DEFAULT;
CREATE TABLE {name} (LIKE {archive} INCLUDING CONSTRAINTS) PARTITION BY LIST (shelf);
ALTER TABLE {name} ADD CONSTRAINT {name}_pkey PRIMARY KEY ({key}, shelf);
{more}
ALTER TABLE {name} ATTACH PARTITION {archive} FOR VALUES IN (0);
{shelves}
"""


def _of_a_round(table: str) -> str:
    """Return what ties a table to its round, and a row to the shelf of the round."""
    name = f"ballots_{table}"
    return f"""
ALTER TABLE {name} ADD CONSTRAINT {name}_round_fk FOREIGN KEY (round_id) REFERENCES rounds_round (id)
  DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE {name} ADD CONSTRAINT {table}_on_its_shelf CHECK (shelf IN (0, ballots_shelf(round_id)));
ALTER TABLE {name}_archive ADD CONSTRAINT {table}_on_its_shelf CHECK (shelf IN (0, ballots_shelf(round_id)));
CREATE INDEX {name}_round ON {name} (round_id);
"""


TABLES = (
    _divided(
        "castballot",
        "hash",
        _of_a_round("castballot")
        + "ALTER TABLE ballots_castballot ADD CONSTRAINT ballot_credential_once UNIQUE (round_id, credential, shelf);",
    ),
    _divided("proofcheck", "ballot_id", ""),
    _divided(
        "issuedballot",
        "elector_id",
        _of_a_round("issuedballot")
        + "ALTER TABLE ballots_issuedballot ADD CONSTRAINT ballots_issuedballot_elector_fk FOREIGN KEY (elector_id) "
        "REFERENCES rounds_elector (id) DEFERRABLE INITIALLY DEFERRED;",
    ),
)

# A verdict refers to its ballot shelf by shelf: a key over all shelves would lock them all at each cast.
KEYS = "".join(
    f"ALTER TABLE ballots_proofcheck_{part} ADD CONSTRAINT proofcheck_{part}_ballot FOREIGN KEY (ballot_id, shelf) "
    f"REFERENCES ballots_castballot_{part} (hash, shelf) DEFERRABLE INITIALLY DEFERRED;\n"
    for part in ("archive", *(f"shelf{number}" for number in SHELVES))
)

UNTIDIED = """
CREATE TEMP TABLE untidied ON COMMIT DROP AS SELECT id FROM rounds_round
  WHERE id NOT IN (SELECT round_id FROM rounds_roundevent WHERE event = 'rewritten')
    AND (id IN (SELECT round_id FROM ballots_castballot_archive)
         OR id IN (SELECT round_id FROM ballots_issuedballot_archive));
INSERT INTO ballots_castballot (hash, credential, body, signature, token, round_id, shelf)
  SELECT hash, credential, body, signature, token, round_id, ballots_shelf(round_id)
  FROM ballots_castballot_archive WHERE round_id IN (SELECT id FROM untidied);
INSERT INTO ballots_proofcheck (ballot_id, valid, reason, shelf)
  SELECT ballot_id, valid, reason, ballots_shelf(round_id)
  FROM ballots_proofcheck_archive JOIN ballots_castballot_archive ON hash = ballot_id
  WHERE round_id IN (SELECT id FROM untidied);
INSERT INTO ballots_issuedballot (elector_id, blinded, evaluated, proof, round_id, shelf)
  SELECT elector_id, blinded, evaluated, proof, round_id, ballots_shelf(round_id)
  FROM ballots_issuedballot_archive WHERE round_id IN (SELECT id FROM untidied);
DELETE FROM ballots_proofcheck_archive WHERE ballot_id IN
  (SELECT hash FROM ballots_castballot_archive WHERE round_id IN (SELECT id FROM untidied));
DELETE FROM ballots_castballot_archive WHERE round_id IN (SELECT id FROM untidied);
DELETE FROM ballots_issuedballot_archive WHERE round_id IN (SELECT id FROM untidied);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

# The gate of a round and the end of issuing are those of 0004 and 0005, without the rewriting in place.
OPEN = """
CREATE OR REPLACE FUNCTION ballots_open_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(
    ('x' || left(replace(NEW.round_id::text, '-', ''), 16))::bit(64)::bigint);
  SELECT state INTO found FROM rounds_round WHERE id = NEW.round_id FOR SHARE;
  IF found = 'open' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'round %: the box is not open', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_open';
END $$;

CREATE OR REPLACE FUNCTION ballots_while_issuing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(
    ('x' || left(replace(NEW.round_id::text, '-', ''), 16))::bit(64)::bigint);
  SELECT state, issuing_ended_at INTO found FROM rounds_round WHERE id = NEW.round_id FOR SHARE;
  IF found.state = 'open' AND found.issuing_ended_at IS NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'round %: no ballot is issued', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_issues';
END $$;

CREATE TRIGGER ballots_castballot_open BEFORE INSERT ON ballots_castballot
  FOR EACH ROW WHEN (NEW.shelf > 0) EXECUTE FUNCTION ballots_open_only();
CREATE TRIGGER ballots_issuedballot_open BEFORE INSERT ON ballots_issuedballot
  FOR EACH ROW WHEN (NEW.shelf > 0) EXECUTE FUNCTION ballots_while_issuing();

-- The round that the running transaction archives (ballots/services/tidying.py), if its voting is over.
CREATE FUNCTION ballots_moving() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT id FROM rounds_round WHERE state IN ('closed', 'cancelled')
    AND id = NULLIF(current_setting('tinnhiem.rewrite', true), '')::uuid
$$;
"""


def _archived(table: str, same: str) -> str:
    """A row enters the archive only as the copy of a row on the shelf of the round that is being moved."""
    name = f"ballots_{table}"
    return f"""
CREATE FUNCTION {name}_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.round_id = ballots_moving() AND EXISTS (
     SELECT FROM {name} kept WHERE kept.shelf = ballots_shelf(NEW.round_id) AND {same}) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% only takes what stood on a shelf', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'archive_only_moves';
END $$;
CREATE TRIGGER {name}_archived BEFORE INSERT ON {name}
  FOR EACH ROW WHEN (NEW.shelf = 0) EXECUTE FUNCTION {name}_archived();
"""


def _leaves(table: str, same: str) -> str:
    """A row leaves its shelf only once it stands in the archive, and the archive never; no row changes."""
    name = f"ballots_{table}"
    return f"""
CREATE FUNCTION {name}_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.shelf = ballots_shelf(ballots_moving())
     AND EXISTS (SELECT FROM {name} kept WHERE kept.shelf = 0 AND {same}) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% cannot be deleted', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_only_takes_in';
END $$;
CREATE TRIGGER {name}_leaves BEFORE DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION {name}_leaves();
CREATE TRIGGER {name}_law BEFORE UPDATE ON {name} FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();
"""


def _equal(row: str, *columns: str) -> str:
    return " AND ".join(f"kept.{column} = {row}.{column}" for column in columns)


LAWS = (
    OPEN,
    _archived(
        "castballot", _equal("NEW", "hash", "round_id", "credential", "body", "signature", "token")
    ),
    _archived("issuedballot", _equal("NEW", "elector_id", "round_id", "blinded", "evaluated", "proof")),
    _leaves("castballot", _equal("OLD", "hash", "round_id")),
    _leaves("proofcheck", _equal("OLD", "ballot_id", "valid", "reason")),
    _leaves("issuedballot", _equal("OLD", "elector_id", "round_id")),
)

STATE = [
    migrations.RemoveConstraint("castballot", "ballot_credential_once"),
    *(
        migrations.AddField(
            model, "shelf", ballots.shelves.ShelfField(default=None, editable=False), preserve_default=False
        )
        for model in ("castballot", "proofcheck", "issuedballot")
    ),
    migrations.AddConstraint(
        "castballot",
        models.UniqueConstraint(
            fields=["round", "credential", "shelf"],
            name="ballot_credential_once",
            violation_error_message="A ballot was already cast with this credential.",
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("ballots", "0011_server_secrets")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL("\n".join((DIVIDE, *TABLES, KEYS, UNTIDIED, *LAWS)))], STATE
        )
    ]
