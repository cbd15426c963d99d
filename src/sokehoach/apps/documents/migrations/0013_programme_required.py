"""Every row has its programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_programme")]

    operations = [
        migrations.AlterField(
            "reportoutline",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="report_outlines",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AlterField("reportoutline", "uid", models.CharField(max_length=40)),
        migrations.AlterModelOptions(
            name="reportoutline",
            options={"ordering": ("programme_id", "code", "-version")},
        ),
        migrations.RemoveConstraint(
            model_name="reportoutline",
            name="documents_outline_version_once",
        ),
        migrations.RemoveConstraint(
            model_name="reportoutline",
            name="documents_outline_one_stands",
        ),
        migrations.AddConstraint(
            model_name="reportoutline",
            constraint=models.UniqueConstraint(fields=("uid", "version"), name="documents_outline_version_once"),
        ),
        migrations.AddConstraint(
            model_name="reportoutline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stands", True)), fields=("uid",), name="documents_outline_one_stands"
            ),
        ),
    ]
