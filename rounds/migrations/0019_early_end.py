"""Keep the person that ended issuing early; after closing, attendance changes with a reason only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

AFTER = """
CREATE OR REPLACE FUNCTION rounds_state_allows(state text, what text, reason text DEFAULT '')
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (state, what) IN (
    ('draft', 'configuration'),
    ('draft', 'lines'),
    ('draft', 'papers'),
    ('draft', 'roll'),
    ('draft', 'team'),
    ('draft', 'attendance'),
    ('draft', 'deletion'),
    ('draft', 'beginning'),
    ('sealed', 'attendance'),
    ('open', 'attendance'),
    ('archived', 'papers'),
    ('cancelled', 'papers'))
    OR (reason <> '' AND (state, what) IN (
    ('closed', 'attendance')))
$$;
"""

BEFORE = """
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


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("rounds", "0018_plain_names"),
    ]
    operations = [
        migrations.AddField(
            model_name="round",
            name="issuing_ended_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="began_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="meeting began at"),
        ),
        migrations.RunSQL(AFTER, BEFORE),
    ]
