"""The database asks one function, generated from the table of states, what a state allows.

Before, four trigger functions named the state 'draft' themselves. The trigger on attendance now
refuses also for a counted or cancelled round, as the service always did.
"""

from importlib import import_module

from django.db import migrations, models

FUNCTIONS = """
CREATE OR REPLACE FUNCTION rounds_allowed_move(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT (old_state, new_state) IN (
    ('draft', 'sealed'),
    ('sealed', 'open'),
    ('open', 'closed'),
    ('closed', 'counted'),
    ('counted', 'certified'),
    ('certified', 'published'),
    ('certified', 'archived'),
    ('published', 'archived'),
    ('draft', 'cancelled'),
    ('sealed', 'cancelled'),
    ('open', 'cancelled'),
    ('closed', 'cancelled'))
$$;

CREATE OR REPLACE FUNCTION rounds_state_allows(state text, what text, reason text DEFAULT '')
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (state, what) IN (
    ('draft', 'configuration'),
    ('draft', 'lines'),
    ('draft', 'roll'),
    ('draft', 'team'),
    ('draft', 'attendance'),
    ('draft', 'deletion'),
    ('draft', 'beginning'),
    ('sealed', 'attendance'),
    ('open', 'attendance'),
    ('closed', 'attendance'))
$$;
"""

TRIGGERS = """
DROP TRIGGER rounds_signing_law ON rounds_round;
DROP FUNCTION rounds_signing_law;
DROP TRIGGER rounds_birth_law ON rounds_round;
DROP TRIGGER rounds_attendance_law ON rounds_attendance;
DROP FUNCTION rounds_attendance_law;

CREATE FUNCTION rounds_change_allowed(state text, what text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT rounds_state_allows(state, what, COALESCE(current_setting('tinnhiem.reason', true), ''))
$$;

CREATE OR REPLACE FUNCTION rounds_round_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF NOT rounds_change_allowed(OLD.state, 'deletion') THEN
      RAISE EXCEPTION 'round %: only a draft can be deleted', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_deleted_only_as_draft';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.state <> OLD.state AND NOT rounds_allowed_move(OLD.state, NEW.state) THEN
    RAISE EXCEPTION 'round %: % cannot become %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_move_allowed';
  END IF;
  IF NOT rounds_change_allowed(OLD.state, 'configuration') AND
     (OLD.campaign_id, OLD.unit_id, OLD.rule_set_id, OLD.title, OLD.place, OLD.chair_name,
      OLD.chair_title, OLD.secretary_name, OLD.signing_authority, OLD.opens_at, OLD.closes_at,
      OLD.scope, OLD.document_form, OLD.marking, OLD.credential_mode, OLD.threshold,
      OLD.min_ballots, OLD.grace_seconds, OLD.is_rehearsal, OLD.config, OLD.rule_set_copy)
     IS DISTINCT FROM
     (NEW.campaign_id, NEW.unit_id, NEW.rule_set_id, NEW.title, NEW.place, NEW.chair_name,
      NEW.chair_title, NEW.secretary_name, NEW.signing_authority, NEW.opens_at, NEW.closes_at,
      NEW.scope, NEW.document_form, NEW.marking, NEW.credential_mode, NEW.threshold,
      NEW.min_ballots, NEW.grace_seconds, NEW.is_rehearsal, NEW.config, NEW.rule_set_copy) THEN
    RAISE EXCEPTION 'round %: the configuration is frozen', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
  END IF;
  IF (OLD.manifest IS NOT NULL AND OLD.manifest IS DISTINCT FROM NEW.manifest)
     OR (OLD.election_id IS NOT NULL AND OLD.election_id IS DISTINCT FROM NEW.election_id)
     OR (OLD.box_key IS NOT NULL AND OLD.box_key IS DISTINCT FROM NEW.box_key)
     OR (OLD.ceremony_code <> '' AND OLD.ceremony_code IS DISTINCT FROM NEW.ceremony_code)
     OR (OLD.fingerprint <> '' AND OLD.fingerprint IS DISTINCT FROM NEW.fingerprint) THEN
    RAISE EXCEPTION 'round %: keys and fingerprint are written once', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_box_written_once';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER rounds_birth_law BEFORE INSERT ON rounds_round
  FOR EACH ROW WHEN (NOT rounds_state_allows(NEW.state, 'beginning')) EXECUTE FUNCTION rounds_birth_law();

-- The argument of the trigger names the part that the table holds.
CREATE OR REPLACE FUNCTION rounds_part_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid[] := ARRAY[]::uuid[];
  part_of uuid;
  found text;
BEGIN
  IF TG_OP <> 'DELETE' THEN touched := touched || NEW.round_id; END IF;
  IF TG_OP <> 'INSERT' THEN touched := touched || OLD.round_id; END IF;
  FOREACH part_of IN ARRAY touched LOOP
    SELECT state INTO found FROM rounds_round WHERE id = part_of FOR SHARE;
    IF NOT rounds_change_allowed(found, TG_ARGV[0]) THEN
      RAISE EXCEPTION 'round %: % is frozen', part_of, TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION rounds_linepost_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  FOR found IN SELECT r.state FROM rounds_round r JOIN rounds_line l ON l.round_id = r.id
    WHERE (TG_OP <> 'DELETE' AND l.id = NEW.line_id) OR (TG_OP <> 'INSERT' AND l.id = OLD.line_id)
    FOR SHARE OF r
  LOOP
    IF NOT rounds_change_allowed(found, 'lines') THEN
      RAISE EXCEPTION 'the posts of a frozen line cannot change'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION rounds_event_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM rounds_round WHERE id = OLD.round_id
    AND NOT rounds_change_allowed(state, 'deletion')) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the log of a round is only written, never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_log_only_grows';
END $$;

DROP TRIGGER rounds_line_law ON rounds_line;
CREATE TRIGGER rounds_line_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_line
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law('lines');

DROP TRIGGER rounds_elector_law ON rounds_elector;
CREATE TRIGGER rounds_elector_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_elector
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law('roll');

DROP TRIGGER rounds_committee_law ON rounds_committeemember;
CREATE TRIGGER rounds_committee_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_committeemember
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law('team');

DROP TRIGGER rounds_exemption_law ON rounds_exemption;
CREATE TRIGGER rounds_exemption_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_exemption
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law('lines');

CREATE TRIGGER rounds_attendance_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_attendance
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law('attendance');
"""


def _law(migration: str, name: str) -> str:
    return str(getattr(import_module(f"rounds.migrations.{migration}"), name))


UNDO = f"""
DROP FUNCTION rounds_round_law, rounds_part_law, rounds_linepost_law, rounds_event_law, rounds_birth_law,
  rounds_allowed_move, rounds_state_allows, rounds_change_allowed CASCADE;
{_law("0002_laws", "MOVES")}
{_law("0004_born_as_draft", "LAW")}
{_law("0006_signing_authority", "LAW")}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("officials", "0003_dossier_paths"),
        ("rounds", "0007_texts_of_the_regulations"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="round",
            name="round_sealed_has_configuration",
        ),
        migrations.RemoveConstraint(
            model_name="round",
            name="round_cancelled_has_reason",
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "cancelled"]),
                    models.Q(("config__isnull", False), ("rule_set_copy__isnull", False)),
                    _connector="OR",
                ),
                name="round_frozen_has_configuration",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "sealed",
                            "open",
                            "closed",
                            "counted",
                            "certified",
                            "published",
                            "archived",
                        ],
                    ),
                    models.Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="round_cancelled_has_reason",
                violation_error_message="Say why the round is cancelled.",
            ),
        ),
        migrations.RunSQL(FUNCTIONS + TRIGGERS, UNDO),
    ]
