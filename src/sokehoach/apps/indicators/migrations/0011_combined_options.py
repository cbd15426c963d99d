"""An option may combine others of its set (docs/adr/0130)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_option_owners")]

    operations = [
        migrations.AddField(
            model_name="option",
            name="combines",
            field=models.JSONField(default=list, verbose_name="gồm cả"),
        ),
    ]
