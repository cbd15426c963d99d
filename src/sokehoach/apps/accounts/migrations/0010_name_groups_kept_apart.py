"""Names of fields say that confidential groups are kept apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_walls_as_data"),
    ]

    operations = [
        migrations.AlterField(
            model_name="capacity",
            name="wall",
            field=models.CharField(default="", editable=False, max_length=40, verbose_name="phải tách biệt theo"),
        ),
        migrations.AlterField(
            model_name="user",
            name="walled_closed_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="số liệu bảo mật đóng đến"),
        ),
        migrations.AlterConstraint(
            model_name="capacity",
            name="accounts_one_side_of_the_wall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("wall", ""), _negated=True),
                fields=("user", "wall"),
                name="accounts_one_side_of_the_wall",
                violation_error_message="Một tài khoản không được giữ hai nhóm bảo mật phải tách biệt nhau.",
            ),
        ),
    ]
