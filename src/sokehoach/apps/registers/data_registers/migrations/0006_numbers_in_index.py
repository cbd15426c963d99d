from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("data_registers", "0005_references_to_modules")]

    operations = [
        migrations.RemoveIndex(model_name="dataentry", name="data_entry_unit"),
        migrations.AddIndex(
            model_name="dataentry",
            index=models.Index(
                fields=["type", "unit", "voided", "-day", "number1", "number2", "number3", "number4"],
                name="data_entry_unit",
            ),
        ),
    ]
