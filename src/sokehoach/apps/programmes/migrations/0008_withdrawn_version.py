"""A planned version may be withdrawn, and the one before is in force again: the trigger lets both states change."""

from django.db import connection, migrations, models

from sokehoach.apps.programmes import immutability

_TABLE = "programmes_definitionversion"


def renew_trigger(_apps, _editor):
    table = f" ON {_TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {_TABLE}_update{table}")
    immutability.install_triggers()


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_identity_of_registers")]

    operations = [
        migrations.AlterField(
            model_name="definitionversion",
            name="state",
            field=models.CharField(
                choices=[
                    ("published", "đang dùng"),
                    ("superseded", "đã được thay thế"),
                    ("withdrawn", "đã rút"),
                ],
                default="published",
                max_length=20,
                verbose_name="trạng thái",
            ),
        ),
        migrations.RunPython(renew_trigger, migrations.RunPython.noop),
    ]
