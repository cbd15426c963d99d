"""The name that pages use: a saved question."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("analysis", "0007_plain_names"),
    ]

    operations = [
        migrations.RenameModel("KeptQuestion", "SavedQuestion"),
    ]
