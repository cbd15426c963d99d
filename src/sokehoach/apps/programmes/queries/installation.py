"""Queries what this installation is called."""

from sokehoach.apps.programmes.models import Installation
from sokehoach.apps.shell.thread_cache import keep_in_thread


@keep_in_thread
def get_installation_name() -> str:
    """Returns the name; «» where nobody has given one. One query."""
    return Installation.objects.values_list("name", flat=True).first() or ""
