"""Finds how pages in English say a name that a programme defines (`english.csv` of its published version)."""

import json
from dataclasses import dataclass, field
from functools import lru_cache

from asgiref.local import Local
from django.utils import translation

from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.requests import request_number
from sokehoach.domain.indicators.element import SIDES


@dataclass
class _RequestNames:
    """The names of the versions that were published when the request first asked."""

    request: str = ""
    names: dict[str, str] = field(default_factory=dict)


_local = Local()


def find_english_name(name: str) -> str:
    """Returns the English name, or the name itself where no published version has one. One query for a request."""
    current: _RequestNames | None = getattr(_local, "names", None)
    if current is None or not current.request or current.request != request_number.get():
        current = _local.names = _RequestNames(request_number.get(), _load_names())
    return current.names.get(name) or _join_parts(current.names, name) or name


def _join_parts(names: dict[str, str], name: str) -> str:
    """The English of a label that the product makes of two names, «element: option»; "" where one has none."""
    element, _colon, option = name.rpartition(": ")
    return f"{names[element]}: {names[option]}" if element in names and option in names else ""


def _load_names() -> dict[str, str]:
    """Of two programmes that say one name otherwise, the first has it."""
    names = _name_sides()
    rows = DefinitionVersion.objects.filter(state=DefinitionVersion.State.PUBLISHED).order_by("-programme")
    for pk, digest in rows.values_list("pk", "digest"):
        names |= _read_names(pk, digest)
    return names


def _name_sides() -> dict[str, str]:
    """The option set of percentages, which the product gives to every programme."""
    with translation.override("en"):
        return {str.__str__(name): translate(name) for name in (SIDES.name, *(option.name for option in SIDES.options))}


@lru_cache(maxsize=64)
def _read_names(pk: int, _digest: str) -> dict[str, str]:
    """A version never changes: each is read once in a process. `_digest` tells apart databases of one process."""
    text = DefinitionVersion.objects.values_list("definition", flat=True).get(pk=pk)
    return {row["name"]: row["english"] for row in json.loads(text).get("english", ())}
