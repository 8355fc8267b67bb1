"""A rehearsal, and nothing else, can be deleted whole (docs/decisions/43-rehearsals.md).

`simulation_remove(round)` has the rights of the owner and checks that the round is a rehearsal, on whose roll nobody but
simulated accounts stands. While it runs, the round stands in `simulation_leaving`, which the application only reads; the triggers that refuse deleting let the rows
of this round go, and no other row.
"""

import re
from typing import Any

from django.db import migrations

LEAVES = """
-- Whether the round is being deleted by the running transaction; without a round, whether any is.
CREATE FUNCTION simulation_leaves(part_of uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM simulation_leaving WHERE part_of IS NULL OR round_id = part_of);
$$;

CREATE FUNCTION simulation_rehearsal_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM rounds_round WHERE id = NEW.round_id AND is_rehearsal) THEN
    RAISE EXCEPTION 'round %: is not a rehearsal', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rehearsal_of_a_rehearsal';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER simulation_rehearsal_law BEFORE INSERT OR UPDATE ON simulation_rehearsal
  FOR EACH ROW EXECUTE FUNCTION simulation_rehearsal_law();

CREATE OR REPLACE FUNCTION approvals_protect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'rounds_round' AND EXISTS (SELECT FROM simulation_leaving WHERE round_id::text = OLD.id::text) THEN
    RETURN OLD;
  END IF;
  IF EXISTS (
    SELECT FROM approvals_approvalobject o WHERE o."table" = TG_TABLE_NAME AND o."row" = OLD.id::text
  ) THEN
    RAISE EXCEPTION '% %: a request for a second person names it', TG_TABLE_NAME, OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_protects';
  END IF;
  RETURN OLD;
END $$;
"""

# Tables with the column round_id, what depends on a row before the row.
TABLES = (
    *("results_publication", "results_certification", "results_missingsignatures"),
    *("results_minutessignature", "results_linecount", "results_tally", "results_document"),
    *("ballots_partialdecryption", "ballots_encryptedtally", "ballots_sumbatch", "ballots_issuedcheck"),
    *("ballots_headrequest", "ballots_headstatement", "ballots_ceremonymessage"),
    *("ballots_castballot", "ballots_issuedballot", "ballots_serversecret", "ballots_boxkey"),
    *("notices_invitationreply", "notices_notice", "notices_invitation"),
    *("rounds_cardreport", "rounds_cardpermit", "rounds_latecard", "rounds_logincard"),
    *("rounds_matter", "rounds_line", "rounds_exemption", "rounds_elector", "rounds_access"),
    *("rounds_committeemember", "rounds_attendance", "simulation_rehearsal"),
)

REMOVE = f"""
CREATE FUNCTION simulation_remove(part_of uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  files text[];
  name text;
BEGIN
  PERFORM FROM rounds_round WHERE id = part_of AND is_rehearsal FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'round %: is not a rehearsal', part_of
      USING ERRCODE = 'check_violation', CONSTRAINT = 'only_a_rehearsal_is_deleted';
  END IF;
  IF EXISTS (SELECT FROM rounds_elector e JOIN officials_user u ON u.id = e.user_id
             WHERE e.round_id = part_of AND NOT u.is_simulated) THEN
    RAISE EXCEPTION 'round %: people are on its roll', part_of
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rehearsal_without_voters';
  END IF;
  INSERT INTO simulation_leaving (round_id) VALUES (part_of);
  files := ARRAY(SELECT file FROM results_document WHERE round_id = part_of);
  DELETE FROM ballots_proofcheck p USING ballots_castballot b
    WHERE b.round_id = part_of AND b.shelf IN (0, ballots_shelf(part_of))
    AND p.ballot_id = b.hash AND p.shelf = b.shelf AND p.shelf IN (0, ballots_shelf(part_of));
  DELETE FROM rounds_linepost p USING rounds_line l WHERE l.round_id = part_of AND p.line_id = l.id;
  FOREACH name IN ARRAY ARRAY[{", ".join(f"'{table}'" for table in TABLES)}] LOOP
    EXECUTE format('DELETE FROM %I WHERE round_id = $1', name) USING part_of;
  END LOOP;
  DELETE FROM officials_storedfile f WHERE f.name = ANY (files)
    AND NOT EXISTS (SELECT FROM results_document d WHERE d.file = f.name);
  DELETE FROM rounds_round WHERE id = part_of;
  DELETE FROM simulation_leaving WHERE round_id = part_of;
END $$;
"""

# Triggers that refuse deleting a row; those of the log see every change, and requests for a second person look above.
REFUSING = """
SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relname = ANY (%s) AND NOT t.tgisinternal AND t.tgparentid = 0
  AND t.tgtype & 1 = 1 AND t.tgtype & 2 = 2 AND t.tgtype & 8 = 8
  AND p.proname NOT LIKE 'audit%%' AND p.proname <> 'approvals_protect'
ORDER BY c.relname, t.tgname
"""
WITHOUT_ROUND = ("ballots_proofcheck", "rounds_linepost", "officials_storedfile")


def let_rehearsals_go(_apps: Any, schema: Any) -> None:
    """Divide each trigger that refuses deleting: what it says about deleting does not hold for a rehearsal that leaves."""
    tables = [*TABLES, *WITHOUT_ROUND, "rounds_round"]
    with schema.connection.cursor() as cursor:
        cursor.execute(REFUSING, [tables])
        for table, name, definition in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            for statement in divided(table, name, definition):
                cursor.execute(statement)


def divided(table: str, name: str, definition: str) -> list[str]:
    """Return the statements that make the trigger anew: for the other events as it was, and for deleting."""
    found = re.search(r" BEFORE (.+?) ON ", definition)
    if found is None or " WHEN " in definition:
        raise ValueError(f"the trigger {name} cannot be divided")
    kept = [event for event in found[1].split(" OR ") if event != "DELETE"]
    row = "NULL" if table in WITHOUT_ROUND else "OLD.id" if table == "rounds_round" else "OLD.round_id"
    leaving = definition.replace(found[0], " BEFORE DELETE ON ")
    leaving = leaving.replace(
        " FOR EACH ROW ", f" FOR EACH ROW WHEN (NOT simulation_leaves({row})) "
    )
    if not kept:
        return [leaving]
    others = definition.replace(found[0], f" BEFORE {' OR '.join(kept)} ON ")
    return [others, leaving.replace(f"CREATE TRIGGER {name} ", f"CREATE TRIGGER {name}_delete ")]


class Migration(migrations.Migration):
    dependencies = [
        ("simulation", "0001_initial"),
        ("approvals", "0002_laws"),
        ("ballots", "0015_who_is_voting"),
        ("notices", "0005_replies_by_telephone"),
        ("results", "0008_report_to_each_authority"),
    ]
    operations = [
        migrations.RunSQL(LEAVES),
        migrations.RunPython(let_rehearsals_go),
        migrations.RunSQL(REMOVE),
    ]
