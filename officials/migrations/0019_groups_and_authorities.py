"""Add groups, ranks, managing authorities, evidence of exemptions, and merged records."""

import django.core.validators
import django.db.models.deletion
import officials.names
from django.conf import settings
from django.db import migrations, models
from typing import Any
from officials.titles import kind_of_group

LAW = """
-- A record that was merged into another holds nothing any more, and nothing is given to it.
CREATE FUNCTION officials_merge_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM officials_official WHERE id = NEW.merged_into_id FOR SHARE;
  IF EXISTS (SELECT 1 FROM officials_official WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
     OR EXISTS (SELECT 1 FROM officials_official WHERE merged_into_id = NEW.id) THEN
    RAISE EXCEPTION 'official %: merged into a record that was merged itself', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_into_kept_record';
  END IF;
  IF EXISTS (SELECT 1 FROM officials_post WHERE official_id = NEW.id)
     OR EXISTS (SELECT 1 FROM officials_membership WHERE official_id = NEW.id) THEN
    RAISE EXCEPTION 'official %: has posts or groups', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_record_is_empty';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_merge_law BEFORE INSERT OR UPDATE OF merged_into_id ON officials_official
  FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION officials_merge_law();

CREATE FUNCTION officials_kept_record_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found bigint;
BEGIN
  SELECT merged_into_id INTO found FROM officials_official WHERE id = NEW.official_id FOR SHARE;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'official %: merged into %', NEW.official_id, found
      USING ERRCODE = 'check_violation', CONSTRAINT = 'official_is_merged';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER officials_kept_record_law BEFORE INSERT OR UPDATE OF official_id ON officials_post
  FOR EACH ROW EXECUTE FUNCTION officials_kept_record_law();
CREATE TRIGGER officials_kept_record_law BEFORE INSERT OR UPDATE OF official_id ON officials_membership
  FOR EACH ROW WHEN (NEW.official_id IS NOT NULL) EXECUTE FUNCTION officials_kept_record_law();
"""
UNDO = "DROP FUNCTION officials_merge_law, officials_kept_record_law CASCADE;"
GROUPS = (
    ("Lãnh đạo đơn vị", "leadership", 10),
    ("Cấp ủy", "party_committee", 20),
    ("Người đứng đầu các đơn vị trực thuộc", "heads_of_units", 30),
    ("Người đứng đầu các tổ chức chính trị - xã hội", "heads_of_organisations", 40),
)


def install(apps: Any, _schema_editor: Any) -> None:
    """Create the groups for all units that are missing."""
    groups = apps.get_model("officials", "Group")
    for name, kind, rank in GROUPS:
        groups.objects.get_or_create(unit=None, name=name, defaults={"kind": kind, "rank": rank})


def group_posts(apps: Any, _schema_editor: Any) -> None:
    """Give each present post the group that its title tells; those that have one keep it."""
    shared = dict(apps.get_model("officials", "Group").objects.filter(unit=None).values_list("kind", "pk"))
    posts = apps.get_model("officials", "Post").objects.filter(group=None, ended_on=None)
    changed = []
    for post in posts.select_related("unit").only("title", "kind", "unit__name").iterator(chunk_size=1000):
        kind = kind_of_group(post.title, kind=post.kind, unit=post.unit.name)
        if kind in shared:
            post.group_id = shared[kind]
            changed.append(post)
    posts.model.objects.bulk_update(changed, ["group"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0018_language_of_mails'),
    ]

    operations = [
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, validators=[officials.names.plain_text], verbose_name='name')),
                ('kind', models.CharField(choices=[('leadership', 'leadership of the unit'), ('party_committee', 'Party committee'), ('heads_of_units', 'heads of subordinate units'), ('heads_of_organisations', 'heads of mass organisations'), ('other', 'other')], default='other', max_length=30, verbose_name='kind')),
                ('rank', models.PositiveSmallIntegerField(default=100, help_text='The group with the smallest number comes first.', verbose_name='order')),
            ],
            options={
                'verbose_name': 'group',
                'verbose_name_plural': 'groups',
                'ordering': ['rank', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(blank=True, help_text='As the roll prints it; empty: the posts of the person, else the name of the group.', max_length=200, validators=[officials.names.plain_text], verbose_name='capacity')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, help_text='The last day.', null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'member of a group',
                'verbose_name_plural': 'members of groups',
                'ordering': ['group', 'unit', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='official',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='officials.official', verbose_name='the same person as'),
        ),
        migrations.AddField(
            model_name='post',
            name='evidence',
            field=models.CharField(blank=True, help_text='The decision or notice on which the dates rest, such as Quyết định số 12/QĐ-CTĐP ngày 05/01/2026. It is printed where the official is exempt.', max_length=250, validators=[officials.names.plain_text], verbose_name='document with number and date'),
        ),
        migrations.AddField(
            model_name='post',
            name='managed_by',
            field=models.ForeignKey(blank=True, help_text='It receives the report about this official. Empty: the authority of the unit.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='managed_posts', to='officials.unit', verbose_name='authority that manages the holder'),
        ),
        migrations.AddField(
            model_name='post',
            name='rank',
            field=models.PositiveSmallIntegerField(blank=True, help_text='The smallest number comes first on the ballot. Empty: as the title tells, 10 for a head, 20 for a deputy, 30 and 40 for head and deputy of a part, 50 for others.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)], verbose_name='rank'),
        ),
        migrations.AddConstraint(
            model_name='official',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(models.Q(('merged_into', models.F('id')), _negated=True), ('user__isnull', True), ('staff_code', '')), _connector='OR'), name='official_merged_is_empty'),
        ),
        migrations.AddField(
            model_name='group',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='officials.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='post',
            name='group',
            field=models.ForeignKey(blank=True, help_text='Rolls are proposed from groups. A new post gets the group that its title tells.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='officials.group', verbose_name='group'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('rank__isnull', True), ('rank__range', (1, 999)), _connector='OR'), name='post_rank_in_range', violation_error_message='A rank is a number from 1 to 999.'),
        ),
        migrations.AddField(
            model_name='membership',
            name='account',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='account'),
        ),
        migrations.AddField(
            model_name='membership',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='officials.group', verbose_name='group'),
        ),
        migrations.AddField(
            model_name='membership',
            name='official',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='officials.official', verbose_name='official'),
        ),
        migrations.AddField(
            model_name='membership',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='officials.unit', verbose_name='unit'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('unit', 'name'), name='group_name_once_per_unit', nulls_distinct=False, violation_error_message='This unit already has a group of that name.'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['leadership', 'party_committee', 'heads_of_units', 'heads_of_organisations', 'other'])), name='group_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('official__isnull', False)), models.Q(('account__isnull', False), ('official__isnull', True)), _connector='OR'), name='membership_of_one_person', violation_error_message='Enter an official or an account, not both.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_start', violation_error_message='A membership cannot end before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('group', 'unit', 'official'), name='membership_of_official_once', violation_error_message='This official is already in that group at this unit.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('group', 'unit', 'account'), name='membership_of_account_once', violation_error_message='This person is already in that group at this unit.'),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunPython(group_posts, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(LAW, UNDO),
    ]
