"""A document by an outline names its programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0015_document_programme")]

    operations = [
        migrations.AddConstraint(
            "officialdocument",
            models.CheckConstraint(
                condition=models.Q(("outline__isnull", True), ("programme__isnull", False), _connector="OR"),
                name="documents_by_outline_of_a_programme",
            ),
        ),
    ]
