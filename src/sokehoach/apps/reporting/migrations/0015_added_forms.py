"""A form that a later version added is owed for no window before its day."""

from django.db import migrations

from sokehoach.apps.reporting.migrations._closed_items import restate_closed_items


class Migration(migrations.Migration):
    dependencies = [("reporting", "0014_closed_items")]

    operations = [migrations.RunPython(restate_closed_items, migrations.RunPython.noop)]
