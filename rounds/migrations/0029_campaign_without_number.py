"""Number and date of a plan stand in the plan, no longer in each campaign."""

from django.db import migrations

from officials.search import search_index, search_key_field


class Migration(migrations.Migration):
    dependencies = [("rounds", "0028_plans_of_campaigns")]
    operations = [
        # The key is computed from columns that go; a generated column cannot be altered.
        migrations.RemoveIndex("campaign", "campaign_search_key"),
        migrations.RemoveField("campaign", "search_key"),
        migrations.RemoveField("campaign", "plan_number"),
        migrations.RemoveField("campaign", "plan_date"),
        migrations.AddField("campaign", "search_key", search_key_field("name")),
        migrations.AddIndex("campaign", search_index("campaign")),
    ]
