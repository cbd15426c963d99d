"""The JSON column of a form's definition, read as `domain.reporting.form.Form`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField

from sokehoach.adapters.programme_files.canonical import parse_plain, to_plain
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.messages import name_definition
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.serialization import parse_day, parse_due, parse_window, serialize_due
from sokehoach.domain.programmes.earlier import DefinedSpan, EarlierDefinition
from sokehoach.domain.reporting.form import (
    Cell,
    Check,
    Form,
    FormSection,
    LevelDue,
    Narrative,
    RegisterSource,
    Reporters,
    Rule,
)


class DefinitionField(JSONField):
    """Stores a Form as JSON. Each text is parsed once in a process, since nearly every request reads the same few."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Form | None:
        return None if value is None else _parse_text(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        json_value = serialize_form(value) if isinstance(value, Form) else value
        return super().get_db_prep_value(json_value, connection, prepared)

    def value_to_string(self, obj: Any) -> Any:
        """The JSON value, for Django's serializers."""
        value = self.value_from_object(obj)
        return serialize_form(value) if isinstance(value, Form) else value

    def deconstruct(self) -> Any:
        """Migrations see a plain JSONField."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as a report was sent by it, and its elements by uid."""

    form: Form
    elements: Mapping[str, DataElement]


def serialize_sent_form(form: Form, elements: Mapping[str, DataElement]) -> str:
    """The canonical JSON of a form and its elements; `elements` may have others too."""
    used = sorted({cell.element for cell in form.printed_cells})
    plain: dict[str, Any] = {
        "form": serialize_form(drop_schedule_of_versions(form)),
        "elements": [to_plain(elements[uid]) for uid in used],
    }
    return encode_canonical_json(plain).decode()


def drop_schedule_of_versions(form: Form) -> Form:
    """The form without what says when its versions hold: a sent report has the rest (`serialize_sent_form`)."""
    return replace(form, earlier_definitions=(), spans=(), collected_from=None)


@lru_cache(maxsize=256)
def parse_sent_form(content: str) -> SentForm:
    plain = json.loads(content)
    elements = [parse_plain(DataElement, element) for element in plain["elements"]]
    named = [
        replace(element, name=name_definition(element.name), unit=name_definition(element.unit)) for element in elements
    ]
    return SentForm(_name_parts(parse_form(plain["form"])), {element.uid: element for element in named})


@lru_cache(maxsize=256)
def _parse_text(text: str) -> Form:
    return _name_parts(parse_form(json.loads(text)))


def _name_parts(form: Form) -> Form:
    """The form with names that a page in English shows in English."""
    return replace(
        form,
        name=name_definition(form.name),
        assumed=tuple(map(name_definition, form.assumed)),
        sections=tuple(
            replace(
                section,
                title=name_definition(section.title),
                cells=tuple(replace(cell, label=name_definition(cell.label)) for cell in section.cells),
            )
            for section in form.sections
        ),
        narratives=tuple(
            replace(narrative, title=name_definition(narrative.title), hint=name_definition(narrative.hint))
            for narrative in form.narratives
        ),
        earlier_definitions=tuple(
            replace(row, definition=_name_parts(row.definition)) for row in form.earlier_definitions
        ),
    )


def serialize_form(form: Form) -> dict[str, Any]:
    """Plain lists, dicts, numbers and texts, under the names of the dataclasses' fields."""
    plain: dict[str, Any] = _to_plain(asdict(replace(form, earlier_definitions=()))) | {
        "due": serialize_due(form.due),
        "earlier_definitions": [
            {"valid_until": row.valid_until.isoformat(), "form": serialize_form(row.definition)}
            for row in form.earlier_definitions
        ],
    }
    return {name: value for name, value in plain.items() if value or name not in _DERIVED}


def parse_form(stored: Mapping[str, Any]) -> Form:
    return Form(
        **_lists_to_tuples(
            stored,
            excluded={"reporters", "sections", "checks", "narratives", *_DERIVED, *_SCHEDULE},
        ),
        **_parse_schedule(stored),
        reporters=Reporters(**_lists_to_tuples(stored["reporters"])),
        sections=tuple(_parse_section(section) for section in stored["sections"]),
        checks=tuple(Check(Rule(check["rule"]), tuple(check["cells"]), check["hard"]) for check in stored["checks"]),
        narratives=tuple(Narrative(**narrative) for narrative in stored["narratives"]),
        earlier_definitions=tuple(
            EarlierDefinition(date.fromisoformat(row["valid_until"]), parse_form(row["form"]))
            for row in stored.get("earlier_definitions", ())
        ),
        spans=tuple(DefinedSpan(parse_day(row["start"]), parse_day(row["end"])) for row in stored.get("spans", ())),
        collected_from=parse_day(stored.get("collected_from")),
    )


_DERIVED = ("earlier_definitions", "spans", "collected_from")  # not stored where they are blank
# `due_days` and `annual` are of definitions from before schedules were data.
_SCHEDULE = (
    "counting_window", "due", "due_days", "due_by_level", "also_for", "annual", "valid_from", "valid_until",
)  # fmt: skip


def _parse_schedule(stored: Mapping[str, Any]) -> dict[str, Any]:
    also_for = stored.get("also_for", ["year"] if stored.get("annual") else [])
    return {
        "counting_window": parse_window(stored["counting_window"]),
        "due": parse_due(stored["due"] if "due" in stored else stored["due_days"]),
        "due_by_level": tuple(
            LevelDue(level_due["level"], parse_due(level_due["due"])) for level_due in stored.get("due_by_level", [])
        ),
        "also_for": tuple(PeriodType(kind) for kind in also_for),
        "valid_from": parse_day(stored.get("valid_from")),
        "valid_until": parse_day(stored.get("valid_until")),
    }


def _parse_section(stored: Mapping[str, Any]) -> FormSection:
    return FormSection(
        **_lists_to_tuples(stored, excluded={"cells"}),
        cells=tuple(_parse_cell(cell) for cell in stored["cells"]),
    )


def _parse_cell(stored: Mapping[str, Any]) -> Cell:
    source = stored["source"]
    return Cell(
        **_lists_to_tuples(stored, excluded={"source"}),
        source=source and RegisterSource(**_lists_to_tuples(source)),
    )


def _lists_to_tuples(stored: Mapping[str, Any], excluded: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    return {name: _list_to_tuple(value) for name, value in stored.items() if name not in excluded}


def _list_to_tuple(value: Any) -> Any:
    return tuple(_list_to_tuple(inner) for inner in value) if isinstance(value, list) else value


def _to_plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _to_plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_to_plain(inner) for inner in value]
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
    return value
