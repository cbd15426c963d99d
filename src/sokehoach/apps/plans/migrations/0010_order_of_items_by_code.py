"""Items that begin at the same letter stand by their codes: their keys are drawn at random."""

from django.db import migrations
from django.db.models.functions import Length

ORDERING = ("plan", "start", Length("code"), "code")


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_order_of_items"),
    ]

    operations = [
        migrations.AlterModelOptions(name="duty", options={"ordering": ORDERING}),
        migrations.AlterModelOptions(name="reportingrule", options={"ordering": ORDERING}),
        migrations.AlterModelOptions(name="target", options={"ordering": ORDERING}),
    ]
