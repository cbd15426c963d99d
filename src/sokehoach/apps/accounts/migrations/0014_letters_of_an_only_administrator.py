"""An only administrator's letter opens an account that decides over others' work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_api_tokens")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="way",
            field=models.CharField(
                choices=[
                    ("first", "trao lần đầu"),
                    ("alone", "trao lần đầu, khi chỉ có một người quản trị"),
                    ("mail", "qua thư đã xác nhận"),
                    ("sealed", "phiếu do hai người lập"),
                    ("server", "lập trên máy chủ"),
                ],
                default="first",
                max_length=10,
                verbose_name="cách trao",
            ),
        ),
    ]
