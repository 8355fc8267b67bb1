"""What the database refuses about announced rounds.

What people were told changes with a reason only; an announced round is never deleted and goes back to a draft with
a reason; a draft is frozen without having been announced with a reason. Login cards follow the rules of frozen
rounds once the roll can no longer change, also not with a reason.
"""

from importlib import import_module

from django.db import migrations

LAW = """
CREATE FUNCTION rounds_told_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.announced_at IS NOT NULL THEN
      RAISE EXCEPTION 'round %: people were told of it', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'round_announced_is_kept';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.announced_at IS NOT NULL AND NEW.announced_at IS NULL THEN
    RAISE EXCEPTION 'round %: people were told of it', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_announced_is_kept';
  END IF;
  IF NEW.state <> OLD.state AND rounds_state_allows(NEW.state, 'beginning')
     AND COALESCE(current_setting('tinnhiem.reason', true), '') = '' THEN
    RAISE EXCEPTION 'round %: an announcement is withdrawn with a reason', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_change_needs_reason';
  END IF;
  IF NEW.state <> OLD.state AND NEW.config IS NOT NULL AND rounds_state_allows(OLD.state, 'beginning')
     AND NEW.unannounced_reason = '' AND NOT NEW.is_rehearsal THEN
    RAISE EXCEPTION 'round %: frozen without being announced, and without a reason', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_frozen_unannounced_has_reason';
  END IF;
  IF NOT rounds_change_allowed(OLD.state, 'configuration')
     AND (OLD.announced_at, OLD.unannounced_reason) IS DISTINCT FROM (NEW.announced_at, NEW.unannounced_reason) THEN
    RAISE EXCEPTION 'round %: the configuration is frozen', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
  END IF;
  IF NOT rounds_change_allowed(OLD.state, 'meeting') AND rounds_state_allows(OLD.state, 'meeting', 'reason')
     AND (OLD.campaign_id, OLD.unit_id, OLD.rule_set_id, OLD.title, OLD.place, OLD.meets_at, OLD.opens_at,
       OLD.closes_at)
     IS DISTINCT FROM (NEW.campaign_id, NEW.unit_id, NEW.rule_set_id, NEW.title, NEW.place, NEW.meets_at,
       NEW.opens_at, NEW.closes_at) THEN
    RAISE EXCEPTION 'round %: people were told of its meeting; a change needs a reason', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_change_needs_reason';
  END IF;
  RETURN NEW;
END $$;
-- After rounds_round_law, in the order of names: a move outside the table is told as such.
CREATE TRIGGER rounds_told_law BEFORE UPDATE OR DELETE ON rounds_round
  FOR EACH ROW EXECUTE FUNCTION rounds_told_law();

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
    PERFORM rounds_require_change(part_of, found, TG_ARGV[0]);
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION rounds_require_change(part_of uuid, state text, what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF rounds_change_allowed(state, what) THEN
    RETURN;
  END IF;
  IF rounds_state_allows(state, what, 'reason') THEN
    RAISE EXCEPTION 'round %: a change of its % needs a reason', part_of, what
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_change_needs_reason';
  END IF;
  RAISE EXCEPTION 'round %: its % is frozen', part_of, what
    USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
END $$;

CREATE OR REPLACE FUNCTION rounds_linepost_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  FOR found IN SELECT r.id, r.state FROM rounds_round r JOIN rounds_line l ON l.round_id = r.id
    WHERE (TG_OP <> 'DELETE' AND l.id = NEW.line_id) OR (TG_OP <> 'INSERT' AND l.id = OLD.line_id)
    FOR SHARE OF r
  LOOP
    PERFORM rounds_require_change(found.id, found.state, 'lines');
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;
"""


def _former(migration: str, name: str, begin: str, end: str) -> str:
    law = str(getattr(import_module(f"rounds.migrations.{migration}"), name))
    return law[law.index(begin) : law.index(end, law.index(begin))]


PARTS = _former(
    "0008_tables_of_states_and_steps",
    "TRIGGERS",
    "CREATE OR REPLACE FUNCTION rounds_part_law()",
    "CREATE OR REPLACE FUNCTION rounds_event_law()",
)
CARDS = _former(
    "0023_cards_until_closing",
    "LAW",
    "CREATE OR REPLACE FUNCTION rounds_card_law()",
    "CREATE FUNCTION rounds_late_card_law()",
)
LIVE = "NOT rounds_change_allowed(r.state, 'roll')"
LIVE_NOW = "NOT rounds_state_allows(r.state, 'roll', 'reason')"
assert CARDS.count(LIVE) == 1  # noqa: S101 - the text of a migration that never changes
UNDO = f"""
{PARTS}
{CARDS}
DROP FUNCTION rounds_told_law CASCADE;
DROP FUNCTION rounds_require_change CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0036_announced")]
    operations = [migrations.RunSQL(LAW + CARDS.replace(LIVE, LIVE_NOW), UNDO)]
