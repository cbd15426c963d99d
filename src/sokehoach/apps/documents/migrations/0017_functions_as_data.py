"""Functions are data: a document has one, of whatever code."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0016_document_programme_required"),
        ("orgunits", "0003_levels_as_data"),
        ("plans", "0010_order_of_items_by_code"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="officialdocument",
            name="documents_function_known",
        ),
        migrations.AlterField(
            model_name="officialdocument",
            name="function",
            field=models.CharField(default="general", max_length=20, verbose_name="chức năng"),
        ),
        migrations.AddConstraint(
            model_name="officialdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("function", ""), _negated=True), name="documents_function_known"
            ),
        ),
    ]
