"""Every row has its programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_programme")]

    operations = [
        migrations.AlterField(
            "form",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT, related_name="forms", to="programmes.programme", verbose_name="chương trình"
            ),
        ),
        migrations.AlterField("form", "uid", models.CharField(max_length=20, unique=True)),
        migrations.AlterField(
            "regime",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT, related_name="regimes", to="programmes.programme", verbose_name="chương trình"
            ),
        ),
        migrations.AlterModelOptions(
            name="form",
            options={"ordering": ("programme_id", "code")},
        ),
        migrations.AlterModelOptions(
            name="regime",
            options={"ordering": ("programme_id", "code")},
        ),
        migrations.AlterField(
            model_name="form",
            name="code",
            field=models.CharField(max_length=20, verbose_name="mã biểu"),
        ),
        migrations.AlterField(
            model_name="regime",
            name="code",
            field=models.CharField(max_length=40, verbose_name="mã"),
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="reporting_form_code_once"),
        ),
        migrations.AddConstraint(
            model_name="regime",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="reporting_regime_code_once"),
        ),
    ]
