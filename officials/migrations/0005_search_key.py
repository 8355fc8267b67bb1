"""Fold names for search in the database: one function, and a column for each table that is searched."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

import officials.search

# Marks are removed, so NFC and NFD, and old and new places of the tone, give the same key. Capitals are
# folded for ASCII only, whatever the locale of the server, since the result is stored and indexed.
FUNCTION = r"""
CREATE FUNCTION search_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT rtrim(regexp_replace(
    ' ' || lower(
      translate(
        regexp_replace(
          normalize(written, NFKD),
          '[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'),
        'ĐđÐðƉɖ', 'dddddd')
      COLLATE "C"),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000]+', ' ', 'g'))
$$;
"""


def column(model: str, *columns: str) -> list[migrations.operations.base.Operation]:
    """Return the operations that add the column and its index."""
    return [
        migrations.AddField(model, "search_key", officials.search.search_key_field(*columns)),
        migrations.AddIndex(model, officials.search.search_index(model)),
    ]


class Migration(migrations.Migration):
    dependencies = [("officials", "0004_papers_dated_and_hashed")]
    operations = [
        TrigramExtension(),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION search_key(text);"),
        *column("user", "full_name", "username", "email"),
        *column("official", "full_name"),
        *column("post", "title"),
        *column("unit", "name", "document_code"),
    ]
