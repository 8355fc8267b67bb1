"""The first details of an act and its note are found without reading its other rows, and without the rest of the log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_rows_turned_into_values_once")]
    operations = [
        migrations.AddIndex("detail", models.Index(fields=["entry", "id"], name="audit_detail_of_entry")),
        migrations.AddIndex(
            "detail",
            models.Index(fields=["entry"], condition=models.Q(kind="note"), name="audit_detail_note"),
        ),
        # The index of the column alone goes: the first of the two serves it.
        migrations.AlterField(
            "detail",
            "entry",
            models.ForeignKey(
                "audit.entry", models.PROTECT, db_constraint=False, db_index=False, related_name="details"
            ),
        ),
    ]
