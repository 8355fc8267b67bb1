"""Plans as rows: their working copies, meetings and approved versions, and the plan that a frozen round keeps."""

import common.pdf_uploads
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import officials.names
import officials.search
import officials.storage
import rounds.plan_files
from django.conf import settings
from django.db import migrations, models

LAWS = """
-- A plan stands under that of a unit above; what was submitted or approved changes by an amendment only.
CREATE FUNCTION rounds_plan_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  above bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.stage <> 'preparing' THEN
      RAISE EXCEPTION 'plan %: was submitted', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_deleted_only_as_new';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.stage <> 'preparing' THEN
    RAISE EXCEPTION 'plan: begins as %', NEW.stage
      USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_move_allowed';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.stage <> OLD.stage AND (OLD.stage, NEW.stage) NOT IN (
      ('preparing', 'submitted'), ('preparing', 'approved'), ('submitted', 'preparing'), ('submitted', 'amending'),
      ('submitted', 'approved'), ('approved', 'amending'), ('approved', 'finished'), ('amending', 'submitted'),
      ('amending', 'approved'), ('finished', 'approved'))
      OR (NEW.stage = 'approved' AND NOT EXISTS (SELECT 1 FROM rounds_planversion WHERE plan_id = NEW.id)) THEN
      RAISE EXCEPTION 'plan %: % cannot become %', OLD.id, OLD.stage, NEW.stage
        USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_move_allowed';
    END IF;
    IF OLD.stage NOT IN ('preparing', 'amending') AND
       (OLD.unit_id, OLD.superior_id, OLD.subject, OLD.issuing_body, OLD.signer, OLD.signer_title,
        OLD.signing_authority, OLD.document_form, OLD.rule_set_id, OLD.starts_on, OLD.ends_on, OLD.purpose,
        OLD.principles, OLD.prohibited, OLD.schedule)
       IS DISTINCT FROM
       (NEW.unit_id, NEW.superior_id, NEW.subject, NEW.issuing_body, NEW.signer, NEW.signer_title,
        NEW.signing_authority, NEW.document_form, NEW.rule_set_id, NEW.starts_on, NEW.ends_on, NEW.purpose,
        NEW.principles, NEW.prohibited, NEW.schedule) THEN
      RAISE EXCEPTION 'plan %: is settled', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_is_settled';
    END IF;
    IF OLD.superior_id IS NOT DISTINCT FROM NEW.superior_id AND OLD.unit_id = NEW.unit_id THEN
      RETURN NEW;
    END IF;
  END IF;
  IF NEW.superior_id IS NOT NULL THEN
    SELECT unit_id INTO above FROM rounds_plan WHERE id = NEW.superior_id FOR SHARE;
    IF above IS NULL OR above = NEW.unit_id OR NOT rounds_unit_is_below(NEW.unit_id, above) OR EXISTS (
      WITH RECURSIVE chain(id) AS (
        SELECT NEW.superior_id
        UNION SELECT plan.superior_id FROM rounds_plan plan JOIN chain ON plan.id = chain.id
      )
      SELECT 1 FROM chain WHERE id = NEW.id
    ) THEN
      RAISE EXCEPTION 'plan: not under a plan of a unit above'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_under_a_unit_above';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION rounds_unit_is_below(unit bigint, above bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH RECURSIVE line(id, parent_id) AS (
    SELECT id, parent_id FROM officials_unit WHERE id = unit
    UNION SELECT one.id, one.parent_id FROM officials_unit one JOIN line ON one.id = line.parent_id
  )
  SELECT EXISTS (SELECT 1 FROM line WHERE id = above)
$$;
CREATE TRIGGER rounds_plan_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_plan
  FOR EACH ROW EXECUTE FUNCTION rounds_plan_law();

CREATE FUNCTION rounds_plan_meeting_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched bigint[] := ARRAY[]::bigint[];
BEGIN
  IF TG_TABLE_NAME = 'rounds_planmeeting' THEN
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.plan_id; END IF;
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.plan_id; END IF;
  ELSE
    touched := ARRAY(SELECT plan_id FROM rounds_planmeeting
      WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.planmeeting_id ELSE NEW.planmeeting_id END);
  END IF;
  PERFORM 1 FROM rounds_plan WHERE id = ANY (touched) FOR SHARE;
  IF EXISTS (SELECT 1 FROM rounds_plan WHERE id = ANY (touched) AND stage NOT IN ('preparing', 'amending')) THEN
    RAISE EXCEPTION 'plan %: is settled', touched
      USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_is_settled';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER rounds_plan_meeting_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_planmeeting
  FOR EACH ROW EXECUTE FUNCTION rounds_plan_meeting_law();
CREATE TRIGGER rounds_plan_meeting_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_planmeeting_left_out
  FOR EACH ROW EXECUTE FUNCTION rounds_plan_meeting_law();

-- A version is kept as it was approved; only its signed file follows, once.
CREATE FUNCTION rounds_plan_version_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.file = '' AND
     (OLD.id, OLD.plan_id, OLD.index, OLD.number, OLD.date, OLD.reason, OLD.content, OLD.changes, OLD.concerned,
      OLD.approved_at, OLD.approved_by_id)
     IS NOT DISTINCT FROM
     (NEW.id, NEW.plan_id, NEW.index, NEW.number, NEW.date, NEW.reason, NEW.content, NEW.changes, NEW.concerned,
      NEW.approved_at, NEW.approved_by_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'plan %: version % is kept', OLD.plan_id, OLD.index
    USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_version_is_kept';
END $$;
CREATE TRIGGER rounds_plan_version_law BEFORE UPDATE OR DELETE ON rounds_planversion
  FOR EACH ROW EXECUTE FUNCTION rounds_plan_version_law();

CREATE TRIGGER rounds_require_stored_file AFTER INSERT OR UPDATE ON rounds_planversion
  FOR EACH ROW EXECUTE FUNCTION officials_require_stored_file();
CREATE FUNCTION rounds_keep_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM rounds_planversion WHERE file = OLD.name) THEN
    RAISE EXCEPTION 'file %: a plan names it', OLD.name
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stored_file_is_named';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER rounds_keep_stored_file BEFORE DELETE ON officials_storedfile
  FOR EACH ROW EXECUTE FUNCTION rounds_keep_stored_file();

CREATE FUNCTION rounds_campaign_plan_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.plan_id IS NOT NULL AND NOT rounds_unit_is_below(
    NEW.unit_id, (SELECT unit_id FROM rounds_plan WHERE id = NEW.plan_id)
  ) THEN
    RAISE EXCEPTION 'campaign: not under a plan of the unit or of one above'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_under_a_plan_above';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rounds_campaign_plan_law BEFORE INSERT OR UPDATE OF plan_id, unit_id ON rounds_campaign
  FOR EACH ROW EXECUTE FUNCTION rounds_campaign_plan_law();

-- The plan of a round is copied when it is frozen, and stays.
CREATE FUNCTION rounds_plan_copy_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'round %: the configuration is frozen', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'round_is_frozen';
END $$;
CREATE TRIGGER rounds_plan_copy_law BEFORE UPDATE OF plan_copy ON rounds_round
  FOR EACH ROW WHEN (OLD.config IS NOT NULL AND OLD.plan_copy IS DISTINCT FROM NEW.plan_copy)
  EXECUTE FUNCTION rounds_plan_copy_law();
"""
UNDO = """
DROP FUNCTION rounds_plan_law, rounds_plan_meeting_law, rounds_plan_version_law, rounds_keep_stored_file,
  rounds_campaign_plan_law, rounds_plan_copy_law CASCADE;
DROP FUNCTION rounds_unit_is_below;
DROP TRIGGER rounds_require_stored_file ON rounds_planversion;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("officials", "0017_logins"),
        ("rounds", "0026_card_permits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="plan_copy",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        default="Lấy phiếu tín nhiệm đối với cán bộ giữ chức danh, chức vụ lãnh đạo, quản lý",
                        max_length=250,
                        validators=[officials.names.plain_text],
                        verbose_name="subject",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preparing", "being prepared"),
                            ("submitted", "submitted for approval"),
                            ("approved", "approved"),
                            ("amending", "being amended"),
                            ("finished", "finished"),
                        ],
                        default="preparing",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=60,
                        validators=[officials.names.plain_text],
                        verbose_name="number of the plan",
                    ),
                ),
                ("date", models.DateField(editable=False, null=True, verbose_name="date of the plan")),
                (
                    "issuing_body",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the unit.",
                        max_length=200,
                        validators=[officials.names.plain_text],
                        verbose_name="issuing body",
                    ),
                ),
                (
                    "signer",
                    models.CharField(
                        blank=True,
                        max_length=150,
                        validators=[officials.names.plain_text],
                        verbose_name="signer",
                    ),
                ),
                (
                    "signer_title",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        validators=[officials.names.plain_text],
                        verbose_name="post of the signer",
                    ),
                ),
                (
                    "signing_authority",
                    models.TextField(blank=True, max_length=200, verbose_name="authority lines"),
                ),
                (
                    "document_form",
                    models.CharField(
                        choices=[("state", "state form"), ("party", "Party form")],
                        default="state",
                        max_length=10,
                        verbose_name="form of documents",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                (
                    "purpose",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(10000)],
                        verbose_name="purpose",
                    ),
                ),
                (
                    "principles",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(10000)],
                        verbose_name="principles",
                    ),
                ),
                (
                    "prohibited",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(10000)],
                        verbose_name="prohibited acts and how they are punished",
                    ),
                ),
                (
                    "schedule",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(10000)],
                        verbose_name="schedule",
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason of the amendment"),
                ),
                (
                    "search_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=officials.search.SearchKey("subject", "number", "issuing_body"),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="rounds.ruleset",
                        verbose_name="rule set",
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty unless this unit issues its own plan under the one of a unit above.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_plans",
                        to="rounds.plan",
                        verbose_name="superior plan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="officials.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plans",
                "ordering": ["-starts_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="rounds.plan",
                verbose_name="plan",
            ),
        ),
        migrations.CreateModel(
            name="PlanMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="order"),
                ),
                (
                    "name",
                    models.CharField(
                        default="Hội nghị lấy phiếu tín nhiệm",
                        max_length=250,
                        validators=[officials.names.plain_text],
                        verbose_name="name of the meeting",
                    ),
                ),
                (
                    "summoned",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("leadership", "leadership of the unit"),
                                ("party_committee", "Party committee"),
                                ("heads_of_units", "heads of subordinate units"),
                                ("heads_of_organisations", "heads of mass organisations"),
                                ("other", "other groups"),
                            ],
                            max_length=30,
                        ),
                        default=list,
                        size=None,
                        verbose_name="summoned",
                    ),
                ),
                (
                    "voted_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("leadership", "leadership of the unit"),
                                ("party_committee", "Party committee"),
                                ("heads_of_units", "heads of subordinate units"),
                                ("heads_of_organisations", "heads of mass organisations"),
                                ("other", "other groups"),
                            ],
                            max_length=30,
                        ),
                        default=list,
                        size=None,
                        verbose_name="voted on",
                    ),
                ),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="planned day")),
                (
                    "held_by",
                    models.CharField(
                        choices=[
                            ("all", "the unit of the plan and all units below it"),
                            ("below", "each unit below the unit of the plan"),
                            ("own", "the unit of the plan only"),
                        ],
                        default="all",
                        max_length=10,
                        verbose_name="held by",
                    ),
                ),
                (
                    "left_out",
                    models.ManyToManyField(
                        blank=True,
                        related_name="meetings_not_held",
                        to="officials.unit",
                        verbose_name="units that do not hold it",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="rounds.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting of a plan",
                "verbose_name_plural": "meetings that the plan asks for",
                "ordering": ["plan", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("index", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "number",
                    models.CharField(
                        max_length=60, validators=[officials.names.plain_text], verbose_name="number"
                    ),
                ),
                ("date", models.DateField(null=True, verbose_name="date")),
                ("reason", models.TextField(blank=True, verbose_name="reason of the amendment")),
                ("content", models.JSONField()),
                ("changes", models.JSONField(default=list)),
                ("concerned", models.JSONField(default=list)),
                ("approved_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=300,
                        storage=officials.storage.PrivateStorage(),
                        upload_to=rounds.plan_files.signed_path,
                        validators=[
                            django.core.validators.FileExtensionValidator(["pdf"]),
                            common.pdf_uploads.require_pdf,
                        ],
                        verbose_name="signed file",
                    ),
                ),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="rounds.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a plan",
                "verbose_name_plural": "versions of a plan",
                "ordering": ["plan", "index"],
            },
        ),
        migrations.AddIndex(
            model_name="plan",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_key"], name="plan_search_key", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("unit", "superior"),
                name="plan_once_under_a_superior",
                violation_error_message="This unit already has a plan under that superior plan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("unit", "number", "date"),
                name="plan_number_once",
                nulls_distinct=False,
                violation_error_message="This unit already has a plan of that number and date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superior__isnull", True),
                    models.Q(("superior", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="plan_not_its_own_superior",
                violation_error_message="A plan cannot be its own superior.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superior__isnull", False),
                    models.Q(("ends_on__isnull", False), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="plan_has_period",
                violation_error_message="A plan without a superior one needs its first and last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="plan_ends_after_start",
                violation_error_message="A plan cannot end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage__in", ["preparing", "submitted", "approved", "amending", "finished"])
                ),
                name="plan_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "amending"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_amended_with_reason",
                violation_error_message="Say why the plan is amended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planmeeting",
            constraint=models.UniqueConstraint(
                fields=("plan", "name"),
                name="plan_meeting_once",
                violation_error_message="This plan already asks for a meeting of that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="planmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_by__in", ["all", "below", "own"])),
                name="plan_meeting_held_by_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="planmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "summoned__contained_by",
                        [
                            "leadership",
                            "party_committee",
                            "heads_of_units",
                            "heads_of_organisations",
                            "other",
                        ],
                    )
                ),
                name="plan_meeting_summoned_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="planmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "voted_on__contained_by",
                        [
                            "leadership",
                            "party_committee",
                            "heads_of_units",
                            "heads_of_organisations",
                            "other",
                        ],
                    )
                ),
                name="plan_meeting_voted_on_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(fields=("plan", "index"), name="plan_version_once"),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="plan_version_has_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("index", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="plan_version_has_reason",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
