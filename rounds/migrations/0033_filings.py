"""Dossiers asked for, matters to clarify, and the accesses that voters were given."""

import django.db.models.deletion
import django.utils.timezone
import officials.names
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0021_versions_of_papers'),
        ('rounds', '0032_round_in_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(verbose_name='given at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended at')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to='rounds.round', verbose_name='round')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'access to the dossiers of a round',
                'verbose_name_plural': 'accesses to the dossiers of a round',
                'ordering': ['round', 'given_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('round', 'user'), name='access_given_once')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked at')),
                ('reminded_on', models.DateField(editable=False, null=True, verbose_name='reminded on')),
                ('reminders', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('explanation_wanted', models.TextField(blank=True, max_length=3000, validators=[officials.names.plain_lines], verbose_name='explanation asked for')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='rounds.campaign', verbose_name='campaign')),
                ('collector', models.ForeignKey(blank=True, help_text='Who sees to it that this dossier comes in, and gets the list of those that are owed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='collected_filings', to=settings.AUTH_USER_MODEL, verbose_name='person in charge')),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='filing', to='officials.dossier', verbose_name='dossier')),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='officials.official', verbose_name='official')),
            ],
            options={
                'verbose_name': 'dossier asked for',
                'verbose_name_plural': 'dossiers asked for',
                'ordering': ['campaign', 'official__sort_key'],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'official'), name='filing_once', violation_error_message='This official was already asked for a dossier in this campaign.')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('voter', 'a voter'), ('authority', 'the managing authority')], editable=False, max_length=10)),
                ('text', models.TextField(max_length=3000, validators=[officials.names.plain_lines], verbose_name='matter to clarify')),
                ('asked_on', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='asked on')),
                ('withheld', models.TextField(blank=True, editable=False, max_length=300, verbose_name='reason for withholding')),
                ('answer', models.TextField(blank=True, max_length=3000, validators=[officials.names.plain_lines], verbose_name='answer')),
                ('answered_on', models.DateField(editable=False, null=True, verbose_name='answered on')),
                ('answered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('official', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='officials.official', verbose_name='official')),
                ('round', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='matters', to='rounds.round')),
            ],
            options={
                'verbose_name': 'matter to clarify',
                'verbose_name_plural': 'matters to clarify',
                'ordering': ['round', 'official', 'asked_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='matter_answer_is_dated'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='matter_says_something'), models.CheckConstraint(condition=models.Q(('source__in', ['voter', 'authority'])), name='matter_source_known')],
            },
        ),
    ]
