from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_function")]

    operations = [
        migrations.AddField(model_name="superiorform", name="answers", field=models.JSONField(default=dict)),
    ]
