"""Forms that a version closed end by their windows (docs/adr/0054), and what is closed with them has its break.

Until now a closed form ended for periods that begin on its day or later, by `valid_until`.
"""

from django.db import migrations

from sokehoach.apps.reporting.migrations._closed_items import restate_closed_items


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0013_form_version"),
        ("programmes", "0005_programme_short_name"),
        ("indicators", "0007_earlier_definitions"),
    ]

    operations = [migrations.RunPython(restate_closed_items, migrations.RunPython.noop)]
