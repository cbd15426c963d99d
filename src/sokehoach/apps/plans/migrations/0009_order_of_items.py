"""Items that begin at the same letter have one order on every database."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_constraint_sentences"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="duty",
            options={"ordering": ("plan", "start", "pk")},
        ),
        migrations.AlterModelOptions(
            name="reportingrule",
            options={"ordering": ("plan", "start", "pk")},
        ),
        migrations.AlterModelOptions(
            name="target",
            options={"ordering": ("plan", "start", "pk")},
        ),
    ]
