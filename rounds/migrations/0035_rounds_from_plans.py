"""Rounds that a worker makes from the plan: what is asked for, and what was proposed so far."""


import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import officials.names
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0019_groups_and_authorities'),
        ('rounds', '0034_laws_of_filings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('prepared', 'not started'), ('running', 'under way'), ('stopped', 'stopped'), ('done', 'done')], default='prepared', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked at')),
                ('started_at', models.DateTimeField(null=True, verbose_name='started at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('is_stopping', models.BooleanField(default=False)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='rounds.campaign', verbose_name='campaign')),
                ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='rounds.ruleset', verbose_name='rule set')),
            ],
            options={
                'verbose_name': 'creation of rounds',
                'verbose_name_plural': 'creations of rounds',
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('meeting', models.CharField(max_length=250, verbose_name='meeting of the plan')),
                ('is_wanted', models.BooleanField(default=True, verbose_name='create')),
                ('state', models.CharField(choices=[('waiting', 'not yet created'), ('made', 'created'), ('added', 'completed with what is new'), ('same', 'nothing new'), ('refused', 'not created')], default='waiting', max_length=10, verbose_name='state')),
                ('title', models.CharField(max_length=250, validators=[officials.names.plain_text], verbose_name='title')),
                ('place', models.CharField(blank=True, max_length=200, validators=[officials.names.plain_text], verbose_name='place of the meeting')),
                ('meets_at', models.DateTimeField(blank=True, null=True, verbose_name='meeting begins at')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opens at')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='closes at')),
                ('without_officials', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('without_voters', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('without_members', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('numbers', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='rounds.batch', verbose_name='creation of rounds')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='batch_items', to='rounds.round', verbose_name='round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batch_items', to='officials.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'meeting of a unit',
                'verbose_name_plural': 'meetings of units',
                'ordering': ['batch', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.CharField(max_length=250, verbose_name='meeting of the plan')),
                ('voted_on', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None)),
                ('officials', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('voters', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('members', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='rounds.campaign', verbose_name='campaign')),
                ('round', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposal', to='rounds.round', verbose_name='round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='officials.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
            },
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'running', 'stopped', 'done'])), name='batch_state_known'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('campaign',), name='batch_runs_once_per_campaign', violation_error_message='Rounds of this campaign are being created already.'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'prepared')), fields=('campaign', 'asked_by'), name='batch_prepared_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.UniqueConstraint(fields=('batch', 'unit', 'meeting'), name='batch_item_once_per_meeting'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.UniqueConstraint(fields=('batch', 'position'), name='batch_item_position_once'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'made', 'added', 'same', 'refused'])), name='batch_item_state_known'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(('meets_at__isnull', True), ('opens_at__isnull', True), ('meets_at__lte', models.F('opens_at')), _connector='OR'), name='batch_item_meets_before_opening', violation_error_message='A meeting cannot begin after the vote opens.'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='batch_item_closes_after_opening', violation_error_message='A round must close after it opens.'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('campaign', 'unit', 'meeting'), name='proposal_once_per_meeting'),
        ),
    ]
