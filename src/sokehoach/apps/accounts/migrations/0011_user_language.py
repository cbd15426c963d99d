"""An account keeps the language in which it reads the pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_name_groups_kept_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True, choices=[("vi", "Tiếng Việt"), ("en", "English")], max_length=2, verbose_name="ngôn ngữ"
            ),
        ),
    ]
