import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_results_of_before")]

    operations = [
        migrations.AlterField(
            model_name="evidence",
            name="result",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="plans.assignmentresult",
            ),
        ),
    ]
