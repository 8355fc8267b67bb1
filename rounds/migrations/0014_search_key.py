"""Fold the titles of rounds and the names of campaigns for search."""

from django.db import migrations

from officials.search import search_index, search_key_field


class Migration(migrations.Migration):
    dependencies = [("rounds", "0013_papers_law"), ("officials", "0005_search_key")]
    operations = [
        migrations.AddField("campaign", "search_key", search_key_field("name", "plan_number")),
        migrations.AddIndex("campaign", search_index("campaign")),
        migrations.AddField("round", "search_key", search_key_field("title")),
        migrations.AddIndex("round", search_index("round")),
    ]
