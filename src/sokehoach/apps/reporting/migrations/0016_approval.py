"""A leader who wants a report corrected before it is sent says what."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("reporting", "0015_added_forms")]

    operations = [
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=~Q(action="decline") | ~Q(reason=""),
                name="reporting_decline_has_a_reason",
                violation_error_message="Ghi rõ cần sửa gì.",
                violation_error_code="reason",
            ),
        )
    ]
