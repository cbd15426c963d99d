"""A form's definition as JSON keeps it: `read(write(form)) == form`."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

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
