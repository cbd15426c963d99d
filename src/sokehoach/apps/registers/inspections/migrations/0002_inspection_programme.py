"""The model is called otherwise, so that «programme» has one meaning; its table keeps its name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial")]

    operations = [
        migrations.AlterModelTable("programme", "inspections_programme"),
        migrations.RenameModel("Programme", "InspectionProgramme"),
    ]
