"""Every row has its programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shelf", "0004_programme")]

    operations = [
        migrations.AlterField(
            "keeping",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="register_owners",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
    ]
