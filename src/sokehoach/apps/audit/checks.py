"""System checks of the database for `manage.py check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from sokehoach.apps.audit.queries.durability import list_lossy_settings


@register(Tags.database)
def check_durability(databases: Sequence[str] | None, **_: Any) -> list[CheckMessage]:
    if "default" not in (databases or ()):
        return []
    return [Error(str(setting), id="audit.E001") for setting in list_lossy_settings()]
