"""Every row has its programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_programme")]

    operations = [
        migrations.AlterField(
            "optionset",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="option_sets",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AlterField("optionset", "uid", models.CharField(max_length=40, unique=True)),
        migrations.AlterField(
            "dataelement",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="elements",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AlterField("dataelement", "uid", models.CharField(max_length=20, unique=True)),
        migrations.AlterField(
            "indicator",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="indicators",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AlterField("indicator", "uid", models.CharField(max_length=40, unique=True)),
        migrations.AlterModelOptions(
            name="dataelement",
            options={"ordering": ("programme_id", "code")},
        ),
        migrations.AlterModelOptions(
            name="indicator",
            options={"ordering": ("programme_id", "position")},
        ),
        migrations.AlterField(
            model_name="dataelement",
            name="code",
            field=models.CharField(max_length=20, verbose_name="mã"),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="code",
            field=models.CharField(max_length=40, verbose_name="mã"),
        ),
        migrations.AlterField(
            model_name="optionset",
            name="code",
            field=models.CharField(max_length=40, verbose_name="mã"),
        ),
        migrations.AddConstraint(
            model_name="dataelement",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="indicators_element_code_once"),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="indicators_indicator_code_once"),
        ),
        migrations.AddConstraint(
            model_name="optionset",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="indicators_option_set_code_once"),
        ),
    ]
