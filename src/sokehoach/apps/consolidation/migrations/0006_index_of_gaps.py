from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("consolidation", "0005_answers_of_a_figure"),
    ]

    operations = [
        migrations.AddIndex(
            "figureinput",
            models.Index(fields=["figure"], condition=Q(number__isnull=True), name="consolidation_input_gaps"),
        ),
    ]
