"""Give each account the only unit to which roles, posts, rolls and teams tie it; others stay without."""

from django.db import migrations

TIES = """
UPDATE officials_user SET unit_id = tie.unit_id FROM (
  SELECT user_id, min(unit_id) AS unit_id FROM (
    SELECT user_id, unit_id FROM officials_unitrole
    UNION SELECT o.user_id, p.unit_id FROM officials_post p JOIN officials_official o ON o.id = p.official_id
    UNION SELECT e.user_id, r.unit_id FROM rounds_elector e JOIN rounds_round r ON r.id = e.round_id
    UNION SELECT m.user_id, r.unit_id FROM rounds_committeemember m JOIN rounds_round r ON r.id = m.round_id
  ) AS ties WHERE user_id IS NOT NULL GROUP BY user_id HAVING count(DISTINCT unit_id) = 1
) AS tie
WHERE officials_user.id = tie.user_id AND officials_user.unit_id IS NULL AND NOT officials_user.is_superuser;
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0016_zero_statement"), ("officials", "0007_person_request_law")]
    operations = [migrations.RunSQL(TIES, migrations.RunSQL.noop)]
