"""Security notices keep what it takes to translate them; older ones stay as they were written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("notices", "0002_security_notices"),)

    operations = (migrations.AddField("securitynotice", "sentence", models.JSONField(null=True)),)
