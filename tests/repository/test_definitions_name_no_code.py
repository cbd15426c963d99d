"""A definition of a programme says what, from closed lists; it names no Python, no SQL and no hook."""

import ast
import csv
import importlib.util
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pytest
import yaml

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.domain.orgtree.level import Level, Levels
from sokehoach.domain.policy.groups import ConfidentialGroup, ConfidentialGroups
from tests.repository.order import ROOT

SOURCE = ROOT / "src" / "sokehoach"
PLAIN = (str, int, bool, date, Decimal, type(None))
HOLDERS = {Levels: Level, ConfidentialGroups: ConfidentialGroup}  # collections, and what they hold
COLLECTIONS = (tuple, frozenset, Mapping, Union, UnionType)
# What reads a definition and works by it. Apps find code by settings alone, which no programme writes.
READERS = (
    "adapters/programme_files", "domain/programmes", "domain/registers", "domain/reporting", "domain/indicators",
    "apps/registers/data_registers", "apps/setup/queries", "apps/setup/views",
)  # fmt: skip
STATIC_SQL = {"apps/registers/data_registers/entry_triggers.py"}  # one trigger for all registers, shipped
RESOLVING = {"import_string", "import_module", "eval", "exec", "compile", "__import__", "globals", "attrgetter"}
SQL_CALLS = {"raw", "extra", "RawSQL", "RunSQL", "cursor", "execute"}
SQL = re.compile(r"\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|drop\s+table)\b", re.IGNORECASE)
DOTTED = re.compile(r"[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+")
FILES = sorted(path for path in (SOURCE / "programmes").rglob("*") if path.suffix in {".yaml", ".csv"})


def find_open_types(kind: Any, place: str, seen: set[Any]) -> Iterator[str]:
    """The places in a type whose values are not plain: a function, a class, anything."""
    kind = HOLDERS.get(kind, kind)
    origin = get_origin(kind)
    if hasattr(kind, "__value__"):  # `type X = …`
        yield from find_open_types(kind.__value__, place, seen)
    elif origin in COLLECTIONS or (isinstance(origin, type) and issubclass(origin, Mapping)):
        for part in get_args(kind):
            if part is not Ellipsis:
                yield from find_open_types(part, place, seen)
    elif is_dataclass(cls := origin or kind):
        for part in get_args(kind):  # of `EarlierDefinition[Form]`
            yield from find_open_types(part, place, seen)
        if cls not in seen:
            seen.add(cls)
            hints = get_type_hints(cls)
            for field in fields(cls):
                yield from find_open_types(hints[field.name], f"{cls.__name__}.{field.name}", seen)
    elif not isinstance(kind, TypeVar) and not (isinstance(kind, type) and (kind in PLAIN or issubclass(kind, Enum))):
        yield f"{place}: {kind}"


@dataclass(frozen=True)
class Hooked:
    code: str
    hooks: tuple[Callable[[], None], ...]
    more: Mapping[str, Any]


def test_the_types_of_a_definition_hold_plain_values_alone() -> None:
    seen: set[Any] = set()
    assert list(find_open_types(ProgrammeDefinition, "", seen)) == []
    assert len(seen) > 40, "forms, registers, schedules and all else were walked"


def test_a_function_or_anything_would_be_seen() -> None:
    places = [place.partition(":")[0] for place in find_open_types(Hooked, "", set())]
    assert places == ["Hooked.hooks", "Hooked.more"]


def list_modules() -> list[Path]:
    return [
        path for folder in READERS for path in sorted((SOURCE / folder).rglob("*.py")) if "migrations" not in path.parts
    ]


def find_calls(tree: ast.AST, names: set[str]) -> set[str]:
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {func.attr if isinstance(func, ast.Attribute) else func.id for func in called
            if isinstance(func, ast.Attribute | ast.Name)} & names  # fmt: skip


def test_what_reads_a_definition_turns_no_name_into_code() -> None:
    calls = {}
    for path in list_modules():
        name = path.relative_to(SOURCE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        # `re.compile` is no code of a definition: its patterns are literals of the product
        found = find_calls(tree, RESOLVING) - ({"compile"} if "re.compile" in path.read_text("utf-8") else set())
        if name not in STATIC_SQL:
            found |= find_calls(tree, SQL_CALLS)
        if found:
            calls[name] = found
    assert len(list_modules()) > 100
    assert calls == {}


def list_texts(path: Path) -> Iterator[str]:
    """Each key and value of a file."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                yield from row
    else:
        for event in yaml.parse(path.read_text("utf-8"), yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                yield event.value
            assert not (getattr(event, "tag", None) or "").startswith("tag:yaml.org,2002:python"), path


def names_code(text: str) -> bool:
    names = (match.group().replace(":", ".") for match in DOTTED.finditer(text))
    return bool(SQL.search(text)) or any(_can_be_imported(name.partition(".")[0]) for name in names)


def _can_be_imported(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


@pytest.mark.parametrize(
    "text",
    ["sokehoach.apps.registers.budget.rules", "json:loads", "SELECT id FROM users", "x; drop table plans_plan"],
)
def test_code_in_a_text_would_be_seen(text: str) -> None:
    assert names_code(text)


@pytest.mark.parametrize("text", ["88/QĐ-UBND", "Mục II.2", "{base_areas} có đợt khám", "vidu.com", "1.A.b"])
def test_what_officials_write_is_no_code(text: str) -> None:
    assert not names_code(text)


def test_shipped_programmes_name_no_code() -> None:
    assert len(FILES) > 30
    assert [(path.name, text) for path in FILES for text in list_texts(path) if names_code(text)] == []
