"""An option set may break down another one (docs/adr/0126)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0009_target_levels")]

    operations = [
        migrations.AddField(
            model_name="optionset",
            name="wider_set",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="chia nhỏ danh mục"),
        ),
        migrations.AddField(
            model_name="option",
            name="owner",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="thuộc lựa chọn"),
        ),
    ]
