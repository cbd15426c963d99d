from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def begun(apps: Any, _editor: object) -> None:
    """Links reports begun before outlines had versions to the one outline that their office had."""
    outlines = apps.get_model("documents", "ReportOutline").objects
    rows = apps.get_model("documents", "OfficialDocument").objects.filter(kind="report", area__isnull=False)
    for outline in outlines.all():
        rows.filter(issuer=outline.issuer_id, area=outline.unit_id).exclude(period="").update(outline=outline)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_mailed"),
        ("orgunits", "0002_boundary"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="reportoutline",
            options={"ordering": ("code", "-version")},
        ),
        migrations.AddField(
            model_name="officialdocument",
            name="outline",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.reportoutline",
                verbose_name="mẫu",
            ),
        ),
        migrations.AddField(
            model_name="reportoutline",
            name="follows",
            field=models.CharField(blank=True, max_length=40, verbose_name="theo nội dung của mẫu"),
        ),
        migrations.AddField(
            model_name="reportoutline",
            name="kept_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="reportoutline",
            name="kept_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportoutline",
            name="stands",
            field=models.BooleanField(default=True, verbose_name="đang dùng"),
        ),
        migrations.AddField(
            model_name="reportoutline",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="bản"),
        ),
        migrations.AddField(
            model_name="reportoutline",
            name="writers",
            field=models.CharField(
                choices=[
                    ("issuer", "cơ quan ban hành"),
                    ("commune", "từng xã, thị trấn"),
                    ("agency", "từng cơ quan huyện"),
                ],
                default="issuer",
                max_length=10,
                verbose_name="ai báo cáo",
            ),
        ),
        migrations.AlterField(
            model_name="reportoutline",
            name="code",
            field=models.CharField(max_length=40, verbose_name="mã"),
        ),
        migrations.AddConstraint(
            model_name="reportoutline",
            constraint=models.UniqueConstraint(fields=("code", "version"), name="documents_outline_version_once"),
        ),
        migrations.AddConstraint(
            model_name="reportoutline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)), fields=("code",), name="documents_outline_one_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportoutline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept_by__isnull", True), ("kept_at__isnull", False), _connector="OR"),
                name="documents_outline_who_when",
            ),
        ),
        migrations.RunPython(begun, migrations.RunPython.noop),
    ]
