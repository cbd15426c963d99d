from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_signing_in")]

    operations = [
        migrations.AlterField(
            model_name="attempt",
            name="kind",
            field=models.CharField(
                choices=[
                    ("account", "tài khoản"),
                    ("place", "tài khoản từ một nơi"),
                    ("code", "mã của tài khoản"),
                    ("address", "địa chỉ mạng"),
                ],
                max_length=10,
                verbose_name="theo",
            ),
        ),
    ]
