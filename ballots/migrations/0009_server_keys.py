"""The server's keys are one object, published before the first message of the ceremony."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ballots", "0008_head_requests")]
    operations = [
        migrations.RemoveField(model_name="boxkey", name="token_public"),
        migrations.RemoveField(model_name="boxkey", name="receipt_public"),
    ]
