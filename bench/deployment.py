"""A deployment in a folder of its own, for a benchmark."""

import logging
import os
import tempfile


def begin() -> str:
    """Django on a fresh SQLite file, as deployed (WAL, synchronous=FULL); the folder's name."""
    home = _home()
    _start()
    return home


def begin_in_2021(home: str = "") -> str:
    """The same on the demonstration's day, still empty, and the static files as a server has them.

    `home`: a folder that is there already; the database is then the one that DATABASE_URL names, if it does.
    """
    home = _home(home)
    from sokehoach.apps.setup.demonstration.calendar import TODAY
    from sokehoach.config import env

    env.mark_demonstration(env.Demonstration(today=TODAY, seed=2021))
    _start()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    return home


def begin_demonstration() -> str:
    """The same with the demonstration in it."""
    home = begin_in_2021()
    from sokehoach.apps.setup.services import demonstration

    demonstration.build_demonstration(seed=2021, report=lambda _vi, _en: None)
    return home


def _home(given: str = "") -> str:
    home = given or tempfile.mkdtemp(prefix="sokehoach-bench-")
    os.environ["SOKEHOACH_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    return home


def _start() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)  # a line for each seal
    call_command("migrate", interactive=False, verbosity=0)
