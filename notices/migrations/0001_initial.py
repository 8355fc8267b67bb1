# The tables of notices.

import django.db.models.deletion
import notices.kinds
import officials.names
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('officials', '0012_name_order_indexes'),
        ('rounds', '0022_login_cards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='invitation', serialize=False, to='rounds.round', verbose_name='round')),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('meets_at', models.DateTimeField(verbose_name='meeting begins at')),
                ('place', models.CharField(max_length=200, verbose_name='place of the meeting')),
                ('is_withdrawn', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
            },
        ),
        migrations.CreateModel(
            name='InvitationReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('coming', models.CharField(choices=[('yes', 'coming'), ('no', 'not coming'), ('asks', 'has a question')], max_length=5, verbose_name='answer')),
                ('text', models.CharField(blank=True, max_length=500, validators=[officials.names.plain_text], verbose_name='reason or question')),
                ('replied_on', models.DateField(verbose_name='answered on')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='rounds.round', verbose_name='round')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'constraints': [models.UniqueConstraint(fields=('round', 'user'), name='invitation_reply_once'), models.CheckConstraint(condition=models.Q(('coming', 'yes'), models.Q(('coming__in', ['no', 'asks']), models.Q(('text', ''), _negated=True)), _connector='OR'), name='invitation_reply_with_text', violation_error_message='Write the reason or the question.')],
            },
        ),
        migrations.CreateModel(
            name='MailServer',
            fields=[
                ('name', models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name='name')),
                ('minute', models.DateTimeField(null=True)),
                ('given', models.PositiveIntegerField(default=0)),
                ('paused_until', models.DateTimeField(null=True)),
                ('said', models.TextField(blank=True, verbose_name='words of the mail server')),
                ('is_stopped', models.BooleanField(default=False, verbose_name='stopped')),
                ('stop_reason', models.CharField(blank=True, max_length=250, verbose_name='reason')),
                ('tested', models.CharField(blank=True, max_length=64)),
                ('stopped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'mail server',
                'verbose_name_plural': 'mail servers',
                'constraints': [models.CheckConstraint(condition=models.Q(('is_stopped', False), models.Q(('stop_reason', ''), _negated=True), _connector='OR'), name='mail_server_stopped_with_reason', violation_error_message='Say why no mail is to be sent.')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=notices.kinds.choices, max_length=30, verbose_name='kind')),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('sort_key', models.CharField(blank=True, max_length=2000)),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('vi', 'vi'), ('en', 'en')], default='vi', max_length=2)),
                ('subject', models.CharField(max_length=250, verbose_name='subject')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('is_private', models.BooleanField(default=False)),
                ('delete_on', models.DateField(null=True)),
                ('calendar', models.TextField(blank=True)),
                ('is_pressing', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('claimed', 'taken by a worker'), ('sending', 'being handed to the mail server'), ('deferred', 'deferred by the mail server'), ('accepted', 'accepted by the mail server'), ('refused', 'refused by the mail server'), ('unknown', 'unknown, the answer came too late'), ('bounced', 'returned'), ('to_print', 'to be printed'), ('printed', 'printed'), ('handed', 'handed over'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                ('said', models.TextField(blank=True, verbose_name='words of the mail server')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('mail', models.UUIDField(db_index=True, default=uuid.uuid4)),
                ('due_at', models.DateTimeField(null=True, verbose_name='next attempt')),
                ('queued_until', models.DateTimeField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(verbose_name='made at')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('printed_on', models.DateField(null=True, verbose_name='printed on')),
                ('handed_on', models.DateField(null=True, verbose_name='handed over on')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='rounds.round', verbose_name='round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='officials.unit', verbose_name='unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-created_at', 'sort_key', 'pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'deferred'])), fields=['due_at'], name='notice_due'), models.Index(condition=models.Q(('lease_until__isnull', False)), fields=['lease_until'], name='notice_leased'), models.Index(fields=['unit', '-created_at'], name='notice_of_unit')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'round', 'user', 'sequence'), name='notice_once', nulls_distinct=False, violation_error_message='This person has been told already.'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'claimed', 'sending', 'deferred', 'accepted', 'refused', 'unknown', 'bounced', 'to_print', 'printed', 'handed', 'withdrawn'])), name='notice_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('state__in', ['waiting', 'deferred'])), models.Q(models.Q(('state__in', ['waiting', 'deferred']), _negated=True), ('due_at__isnull', True)), _connector='OR'), name='notice_waits_for_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state__in', ['claimed', 'sending'])), models.Q(models.Q(('state__in', ['claimed', 'sending']), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='notice_is_sent_under_a_lease'), models.CheckConstraint(condition=models.Q(('state__in', ['to_print', 'printed', 'handed', 'withdrawn']), models.Q(('address', ''), _negated=True), _connector='OR'), name='notice_by_mail_has_address', violation_error_message='Without an address a notice can only be printed.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['deferred', 'refused', 'bounced']), _negated=True), models.Q(('said', ''), _negated=True), _connector='OR'), name='notice_failed_with_words'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sending', 'accepted', 'unknown', 'bounced']), _negated=True), ('tries__gte', 1), _connector='OR'), name='notice_sent_was_tried'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'printed'), _negated=True), ('printed_on__isnull', False), _connector='OR'), name='notice_printed_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'handed'), _negated=True), ('handed_on__isnull', False), _connector='OR'), name='notice_handed_has_day'), models.CheckConstraint(condition=models.Q(('is_private', False), ('delete_on__isnull', False), _connector='OR'), name='notice_private_has_end')],
            },
        ),
        migrations.CreateModel(
            name='NoticeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=notices.kinds.choices, max_length=30, verbose_name='kind')),
                ('language', models.CharField(choices=[('vi', 'vi'), ('en', 'en')], max_length=2, verbose_name='language')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('body', models.TextField(max_length=5000, verbose_name='text')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_texts', to='rounds.campaign', verbose_name='campaign')),
            ],
            options={
                'verbose_name': 'text of a notice',
                'verbose_name_plural': 'texts of notices',
                'constraints': [models.UniqueConstraint(fields=('campaign', 'kind', 'language'), name='notice_text_once'), models.CheckConstraint(condition=models.Q(('language__in', ['vi', 'en'])), name='notice_text_language_known')],
            },
        ),
    ]
