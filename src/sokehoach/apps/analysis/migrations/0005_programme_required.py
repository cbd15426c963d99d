"""Every row has its programme."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("analysis", "0004_programme")]

    operations = [
        migrations.AlterField(
            "readyquestion",
            "programme",
            models.ForeignKey(
                on_delete=models.PROTECT,
                related_name="ready_questions",
                to="programmes.programme",
                verbose_name="chương trình",
            ),
        ),
        migrations.AlterModelOptions(
            name="readyquestion",
            options={"ordering": ("programme_id", "position")},
        ),
        migrations.AlterField(
            model_name="readyquestion",
            name="code",
            field=models.CharField(max_length=40, verbose_name="mã"),
        ),
        migrations.AddConstraint(
            model_name="readyquestion",
            constraint=models.UniqueConstraint(fields=("programme", "code"), name="analysis_ready_question_code_once"),
        ),
    ]
