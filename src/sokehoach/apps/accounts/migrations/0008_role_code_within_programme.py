"""A role's code is unique in its programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_role_programme"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="role",
            options={"ordering": ("programme_id", "code")},
        ),
        migrations.AlterField(
            model_name="role",
            name="code",
            field=models.CharField(max_length=40, verbose_name="mã"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="accounts_role_code_once"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(
                condition=models.Q(("programme__isnull", True)), fields=("code",), name="accounts_role_of_all_once"
            ),
        ),
    ]
