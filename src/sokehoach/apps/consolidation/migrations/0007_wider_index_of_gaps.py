from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("consolidation", "0006_index_of_gaps"),
    ]

    operations = [
        migrations.RemoveIndex("figureinput", "consolidation_input_gaps"),
        migrations.AddIndex(
            "figureinput",
            models.Index(fields=["figure", "unit", "gap"], condition=Q(gap__gt=""), name="consolidation_gaps"),
        ),
    ]
