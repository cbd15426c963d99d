"""What the installation is called, for the frame of pages and for letters."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string


def get_name() -> str:
    """Returns the name; «» where it has none, or the database does not answer."""
    load: Callable[[], str] = import_string(settings.INSTALLATION_NAME)
    try:
        return load()
    except DatabaseError:
        return ""
