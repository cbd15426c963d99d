from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("health_checks", "0002_add_up_communes")]
    operations = [
        migrations.RemoveConstraint(model_name="healthround", name="health_checks_commune_told_once"),
        migrations.RemoveField(model_name="healthround", name="commune"),
        migrations.AddConstraint(
            model_name="healthround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("struck", False)),
                fields=("unit", "day"),
                name="health_checks_quarter_told_once",
            ),
        ),
    ]
