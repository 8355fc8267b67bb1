"""The document of a plan is made by a worker and kept until it says something else."""

import django.db.models.deletion
from django.db import migrations, models

import officials.storage

LAWS = """
CREATE TRIGGER rounds_require_stored_file AFTER INSERT OR UPDATE ON rounds_plandocument
  FOR EACH ROW EXECUTE FUNCTION officials_require_stored_file();

CREATE OR REPLACE FUNCTION rounds_keep_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM rounds_planversion WHERE file = OLD.name)
     OR EXISTS (SELECT 1 FROM rounds_plandocument WHERE file = OLD.name) THEN
    RAISE EXCEPTION 'file %: a plan names it', OLD.name
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stored_file_is_named';
  END IF;
  RETURN OLD;
END $$;

CREATE FUNCTION rounds_remove_plan_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM officials_storedfile WHERE name = OLD.file
    AND NOT EXISTS (SELECT 1 FROM rounds_plandocument WHERE file = OLD.file);
  RETURN NULL;
END $$;
CREATE TRIGGER rounds_remove_plan_file AFTER DELETE OR UPDATE OF file ON rounds_plandocument
  FOR EACH ROW EXECUTE FUNCTION rounds_remove_plan_file();
"""
UNDO = """
DROP FUNCTION rounds_remove_plan_file CASCADE;
DROP TRIGGER rounds_require_stored_file ON rounds_plandocument;
CREATE OR REPLACE FUNCTION rounds_keep_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM rounds_planversion WHERE file = OLD.name) THEN
    RAISE EXCEPTION 'file %: a plan names it', OLD.name
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stored_file_is_named';
  END IF;
  RETURN OLD;
END $$;
"""

TROUBLES = [
    ("fonts", "A font is missing on the computer that makes documents. Tell the keeper of the system."),
    ("disk", "There is no space on the computer that makes documents. Tell the keeper of the system."),
    (
        "unknown",
        "Something unexpected happened. Try again; if it happens again, tell the keeper of the system.",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("rounds", "0039_scans_of_exemptions"), ("officials", "0011_stored_files")]
    operations = [
        migrations.CreateModel(
            name="PlanDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ending", models.CharField(choices=[("pdf", "PDF"), ("docx", "DOCX")], max_length=4)),
                ("wanted", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, choices=TROUBLES, max_length=10)),
                ("says", models.CharField(blank=True, max_length=64)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=300,
                        storage=officials.storage.PrivateStorage(),
                        upload_to="plan-documents",
                        verbose_name="file",
                    ),
                ),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="rounds.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a plan",
                "verbose_name_plural": "documents of plans",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "ending"), name="plan_document_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ending__in", ["pdf", "docx"])), name="plan_document_ending_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("made_at__isnull", True), ("says", ""), ("sha256", "")),
                            models.Q(
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("says", ""), _negated=True),
                                ("made_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="plan_document_whole_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wanted", ""), ("trouble", ""), _connector="OR"),
                        name="plan_document_waits_or_failed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
