"""Functions are data."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0009_ad_hoc_programme"),
    ]

    operations = [
        migrations.AlterField(
            model_name="adhoc",
            name="function",
            field=models.CharField(default="general", max_length=20, verbose_name="chức năng"),
        ),
    ]
