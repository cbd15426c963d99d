"""Registers that a programme defines have a uid."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_programme_draft"),
    ]

    operations = [
        migrations.AlterField(
            model_name="identity",
            name="kind",
            field=models.CharField(
                choices=[
                    ("form", "biểu mẫu"),
                    ("element", "chỉ tiêu thống kê"),
                    ("indicator", "chỉ số"),
                    ("option_set", "danh mục"),
                    ("outline", "đề cương"),
                    ("register", "sổ"),
                ],
                max_length=20,
                verbose_name="loại",
            ),
        ),
    ]
