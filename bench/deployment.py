"""An empty deployment in a folder of its own, for a benchmark."""

import os
import tempfile


def begin() -> str:
    """Django on a fresh SQLite file, as deployed (WAL, synchronous=FULL); the folder's name."""
    home = tempfile.mkdtemp(prefix="sokehoach-bench-")
    os.environ["SOKEHOACH_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    return home
