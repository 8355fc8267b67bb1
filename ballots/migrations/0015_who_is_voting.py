"""The log holds what voters do to their own accounts until their rounds are tidied."""

from django.db import migrations

# A round without issued ballots has no order of voting to hide once it is closed.
IS_VOTING = """
CREATE OR REPLACE FUNCTION audit_is_voting(person bigint) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM rounds_elector e JOIN rounds_round r ON r.id = e.round_id WHERE e.user_id = person AND (
      r.state IN ('sealed', 'open')
      OR EXISTS (SELECT FROM ballots_issuedballot i WHERE i.shelf > 0 AND i.round_id = r.id)
      OR EXISTS (SELECT FROM audit_entry a WHERE a.act = 'round.rewritten' AND a.round_id = r.id)
        AND NOT EXISTS (SELECT FROM audit_entry a WHERE a.act = 'round.swept' AND a.round_id = r.id)
    ));
$$;
"""
FORMER = """
CREATE OR REPLACE FUNCTION audit_is_voting(person bigint) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS 'SELECT false';
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_held"), ("ballots", "0014_law_reads_the_log")]
    operations = [migrations.RunSQL(IS_VOTING, FORMER)]
