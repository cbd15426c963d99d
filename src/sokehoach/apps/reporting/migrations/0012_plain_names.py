"""Other names of models and fields in code; the tables and columns stay."""

import django.db.models.deletion
from django.db import migrations, models

from sokehoach.apps.shell.migration_operations import RenameFieldsKeepColumns


class Migration(migrations.Migration):
    # setup.0002 reads rows by their names of then.
    dependencies = [("reporting", "0011_plan_schedules"), ("setup", "0002_first_versions")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Regime", "ReportingSchedule"),
                migrations.AlterModelTable("ReportingSchedule", "reporting_regime"),
                migrations.RenameModel("Sending", "SubmissionSnapshot"),
                migrations.AlterModelTable("SubmissionSnapshot", "reporting_sending"),
                migrations.RenameModel("Intake", "ProxyEntry"),
                migrations.AlterModelTable("ProxyEntry", "reporting_intake"),
                migrations.AlterField(
                    "ProxyEntry",
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proxy_entries",
                        to="reporting.submission",
                    ),
                ),
                migrations.AlterField(
                    "ReportingSchedule",
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting_schedules",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                migrations.AlterField(
                    "ReportingSchedule",
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting_schedules",
                        to="orgunits.unit",
                        verbose_name="đơn vị tổng hợp",
                    ),
                ),
                migrations.AlterField(
                    "SubmissionSnapshot",
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="reporting.submission",
                    ),
                ),
            ]
        ),
        RenameFieldsKeepColumns(
            ("reporting", "Extension", "said", "comment"), ("reporting", "Waiver", "said", "finding")
        ),
        migrations.AlterConstraint(
            "Extension",
            "reporting_extension_refused_with_a_reason",
            models.CheckConstraint(
                condition=~models.Q(answer="refused") | ~models.Q(comment=""),
                name="reporting_extension_refused_with_a_reason",
                violation_error_code="comment",
                violation_error_message="Ghi lý do không đồng ý.",
            ),
        ),
    ]
