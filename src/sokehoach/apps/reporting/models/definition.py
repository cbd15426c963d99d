"""A form's definition: JSON in its column, `domain.reporting.form.Form` elsewhere. `read(write(form)) == form`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField

from sokehoach.domain.reporting.form import (
    Cell,
    Check,
    Form,
    Narrative,
    RegisterSource,
    Reporters,
    Rule,
    Section,
)


class DefinitionField(JSONField):
    """Nearly every request reads the same few definitions: each text is read once a process."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Form | None:
        return None if value is None else _of_text(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        kept = write(value) if isinstance(value, Form) else value
        return super().get_db_prep_value(kept, connection, prepared)

    def value_to_string(self, obj: Any) -> Any:
        """For a serializer: what JSON keeps."""
        value = self.value_from_object(obj)
        return write(value) if isinstance(value, Form) else value

    def deconstruct(self) -> Any:
        """To the database it is JSON."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


@lru_cache(maxsize=256)
def _of_text(kept: str) -> Form:
    return read(json.loads(kept))


def write(form: Form) -> dict[str, Any]:
    """Plain lists, dicts, numbers and texts, under the names of the dataclasses' fields."""
    plain: dict[str, Any] = _plain(asdict(form))
    return plain


def read(kept: Mapping[str, Any]) -> Form:
    return Form(
        **_tuples(kept, but={"reporters", "sections", "checks", "narratives"}),
        reporters=Reporters(**_tuples(kept["reporters"])),
        sections=tuple(_section(section) for section in kept["sections"]),
        checks=tuple(Check(Rule(one["rule"]), tuple(one["cells"]), one["hard"]) for one in kept["checks"]),
        narratives=tuple(Narrative(**one) for one in kept["narratives"]),
    )


def _section(kept: Mapping[str, Any]) -> Section:
    return Section(**_tuples(kept, but={"cells"}), cells=tuple(_cell(cell) for cell in kept["cells"]))


def _cell(kept: Mapping[str, Any]) -> Cell:
    source = kept["source"]
    return Cell(**_tuples(kept, but={"source"}), source=source and RegisterSource(**_tuples(source)))


def _tuples(kept: Mapping[str, Any], but: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    return {name: _tuple(value) for name, value in kept.items() if name not in but}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(inner) for inner in value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case Rule():
            return value.value
    return value
