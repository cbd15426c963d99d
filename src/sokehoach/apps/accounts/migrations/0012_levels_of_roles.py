"""A role says over units of which levels it is offered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_user_language")]

    operations = [
        migrations.AddField(
            model_name="role",
            name="levels",
            field=models.JSONField(default=list, verbose_name="cấp được giao"),
        ),
    ]
