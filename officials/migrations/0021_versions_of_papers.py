"""Papers of a dossier: who filed them and when, how many pages they have, and the versions that they replaced."""

import common.pdf_uploads
import common.virus_scan
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import officials.storage
import officials.uploads
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0020_dossier_search_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossierdocument',
            name='filed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dossierdocument',
            name='pages',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='dossierdocument',
            name='received_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='received at'),
        ),
        # Rows of earlier releases keep no moment.
        migrations.AlterField(
            model_name='dossierdocument',
            name='received_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True, verbose_name='received at'),
        ),
        migrations.AddField(
            model_name='dossierdocument',
            name='replaced_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced', to='officials.dossierdocument'),
        ),
        migrations.AlterField(
            model_name='dossierdocument',
            name='file',
            field=models.FileField(max_length=300, storage=officials.storage.PrivateStorage(), upload_to=officials.uploads.dossier_path, validators=[django.core.validators.FileExtensionValidator(['pdf']), common.virus_scan.require_clean, common.pdf_uploads.require_pdf], verbose_name='file'),
        ),
        migrations.AddConstraint(
            model_name='dossierdocument',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_by', None), models.Q(('replaced_by', models.F('id')), _negated=True), _connector='OR'), name='dossier_document_not_by_itself'),
        ),
    ]
