"""Renames the source of a cell that is computed from shorter periods: the label alone, no row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_programme_required")]

    operations = [
        migrations.AlterField(
            model_name="datavalue",
            name="source",
            field=models.CharField(
                choices=[
                    ("typed", "nhập tay"),
                    ("register", "từ sổ"),
                    ("override", "sửa số từ sổ"),
                    ("computed", "tự tính"),
                    ("shared", "từ biểu khác"),
                    ("halves", "tính từ các kỳ ngắn hơn"),
                ],
                max_length=20,
                verbose_name="nguồn",
            ),
        ),
    ]
