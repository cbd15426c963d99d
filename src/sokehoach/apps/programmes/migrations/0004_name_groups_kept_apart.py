"""Names of fields say that confidential groups are kept apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0003_definition_version"),
    ]

    operations = [
        migrations.AlterField(
            model_name="installationgroup",
            name="wall",
            field=models.CharField(blank=True, max_length=40, verbose_name="phải tách biệt theo"),
        ),
    ]
