"""The canonical JSON of a programme: one text for one definition, so that its digest tells whether two are equal.

Generic over the dataclasses of a definition: a new field needs no line here. A field that has its default is left out,
so a digest stays as it is when a later version of the product adds a field, and so is a derived one. Names are codes
(docs/adr/0048): the digest of a folder is the same in every installation.
"""

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from sokehoach.adapters.programme_files import uids
from sokehoach.adapters.programme_files.definition import PolicyDefinition, ProgrammeDefinition
from sokehoach.adapters.slow_work import file_digest, slow_work
from sokehoach.domain.indicators.expression import Expression, parse_expression
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.messages import keep_vietnamese
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.policy.groups import ConfidentialGroups
from sokehoach.domain.policy.persons import PersonsRule
from sokehoach.domain.values.value import format_plain

# Rows with days of their own, of the installation or (policy) only ever added: no part of a version.
SHARED = frozenset({"levels", "units", "groups", "policy"})
NO_POLICY = PolicyDefinition(ConfidentialGroups(), PersonsRule())
_PLAIN_TYPES = frozenset({str, int, bool, type(None)})  # themselves, not classes derived from them
_BY_CODE = ("option_sets", "elements", "forms", "reporting_schedules", "roles")  # their order says nothing


@dataclass(frozen=True, slots=True)
class CanonicalDefinition:
    """A programme with its canonical JSON (UTF-8 text) and that text's SHA-256 in hexadecimal."""

    programme: ProgrammeDefinition
    text: str
    digest: str


@slow_work
def canonicalize(programme: ProgrammeDefinition) -> CanonicalDefinition:
    """The programme as its files name things, by codes, with its canonical JSON and digest."""
    normalized = normalize(programme, {kind: dict(zip(codes, codes, strict=True)) for kind, codes in _codes(programme)})
    content = encode_canonical_json(to_plain_definition(normalized))
    return CanonicalDefinition(programme, content.decode(), file_digest(content))


@slow_work
def compute_digest(text: str) -> str:
    """The SHA-256 of a canonical JSON in hexadecimal."""
    return file_digest(text.encode())


def normalize(programme: ProgrammeDefinition, names: uids.Uids) -> ProgrammeDefinition:
    """The programme in its one order and spelling, with `names` (kind → key → code) in place of its keys."""
    named = uids.replace_codes(programme, names)
    ordered: dict[str, Any] = {
        field: tuple(sorted(getattr(named, field), key=lambda item: item.code)) for field in _BY_CODE
    }
    return replace(
        named,
        **ordered,
        register_owners=tuple(sorted(named.register_owners, key=lambda ownership: ownership.register)),
        checklists=tuple(sorted(named.checklists, key=lambda row: (row.code, row.valid_from))),
        frames=tuple(sorted(named.frames, key=lambda row: (row.act, row.valid_from))),
        schemes=tuple(sorted(named.schemes, key=lambda row: (row.code, row.valid_from))),
        register_types=tuple(sorted(named.register_types, key=lambda register: register.code)),
        reports=tuple(sorted(named.reports, key=lambda report: report.outline.code)),
        english=tuple(sorted(named.english, key=lambda row: row.name)),
    )


def _codes(programme: ProgrammeDefinition) -> Iterable[tuple[str, list[str]]]:
    return uids.list_codes(programme).items()


def to_plain_definition(programme: ProgrammeDefinition) -> dict[str, Any]:
    """What a version holds of the programme."""
    plain: dict[str, Any] = to_plain(programme, leave_out=SHARED)
    return plain


def to_plain(value: Any, *, leave_out: frozenset[str] = frozenset()) -> Any:
    """Texts, whole numbers, lists and dicts for any value of a definition; TypeError for a value of another type.

    `leave_out`: fields of the outermost dataclass. A key beside the code that it equals is left out.
    """
    if type(value) in _PLAIN_TYPES:
        return value
    match value:
        case Enum():
            return value.value
        case None | bool() | int():
            return value
        case str():
            return keep_vietnamese(value)  # a stored text may be of a class of its own
        case date():
            return value.isoformat()
        case Decimal():
            return format_plain(value)
        case Expression():
            return value.text
        case list() | tuple():
            return [to_plain(item) for item in value]
        case Mapping():
            return {str(name): to_plain(item) for name, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{type(value).__name__} has no canonical JSON")
    plain = {}
    for name, key, default in _list_kept_fields(type(value)):
        item = getattr(value, name)
        if name in leave_out or (name == "uid" and item == getattr(value, "code", None)):
            continue
        if default is MISSING or item != default:
            plain[key] = to_plain(item)
    return plain


@lru_cache(maxsize=256)
def _list_kept_fields(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """Name, key and default (MISSING for none) of each field of a dataclass that is not derived."""
    return tuple(
        (field.name, field.metadata.get("key", field.name), field.default)
        for field in fields(kind)
        if not field.metadata.get("derived")
    )


def parse_plain[T](kind: type[T], plain: Any) -> T:
    """The value of that type: `parse_plain(type(value), to_plain(value)) == value`. TypeError where it is none."""
    parsed: T = _parse(kind, plain)
    return parsed


def _parse(kind: Any, plain: Any) -> Any:
    if isinstance(kind, TypeAliasType):
        kind = kind.__value__
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _parse_union(get_args(kind), plain)
    if origin is tuple:
        inner = get_args(kind)
        kinds = (inner[0],) * len(plain) if inner[-1] is Ellipsis else inner
        return tuple(_parse(item_kind, item) for item_kind, item in zip(kinds, plain, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {name: _parse(get_args(kind)[1], item) for name, item in plain.items()}
    if kind is Expression:
        return parse_expression(plain)
    if kind is date:
        return date.fromisoformat(plain)
    if kind is Levels:
        return Levels(())
    if kind is PolicyDefinition:
        return NO_POLICY
    if is_dataclass(kind):
        return _parse_dataclass(kind, plain)
    if issubclass(kind, Enum | Decimal):
        return kind(plain)
    if not isinstance(plain, kind):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


def _parse_union(kinds: tuple[Any, ...], plain: Any) -> Any:
    """Of several dataclasses, the one that has all fields of the value: their field names differ. Of two kinds of
    numbers, the one that is written so.
    """
    if plain is None:
        return None
    kinds = tuple(kind for kind in _list_members(kinds) if kind is not type(None))
    if len(kinds) > 1 and not isinstance(plain, Mapping):  # a whole number, or a Decimal as its text
        kinds = tuple(kind for kind in kinds if issubclass(kind, Decimal) == isinstance(plain, str))
    if len(kinds) > 1:
        kinds = tuple(kind for kind in kinds if set(plain) <= _list_fields(kind).keys())
    (kind,) = kinds
    return _parse(kind, plain)


def _list_members(kinds: tuple[Any, ...]) -> Iterator[Any]:
    """The kinds, those of unions that have a name among them."""
    for kind in kinds:
        yield from _list_members(get_args(kind.__value__)) if isinstance(kind, TypeAliasType) else (kind,)


def _parse_dataclass(kind: Any, plain: Mapping[str, Any]) -> Any:
    fields_by_key = _list_fields(kind)
    if "uid" in fields_by_key and "uid" not in plain:
        plain = {**plain, "uid": plain["code"]}
    return kind(**{fields_by_key[key][0]: _parse(fields_by_key[key][1], item) for key, item in plain.items()})


@lru_cache(maxsize=256)
def _list_fields(kind: Any) -> dict[str, tuple[str, Any]]:
    """Key in canonical JSON → name and type."""
    hints = get_type_hints(kind)
    return {field.metadata.get("key", field.name): (field.name, hints[field.name]) for field in fields(kind)}


def parse_definition(plain: Mapping[str, Any]) -> ProgrammeDefinition:
    """The programme of a canonical JSON that is loaded already, without what no version holds (SHARED)."""
    return parse_plain(ProgrammeDefinition, {**plain, "levels": {}, "units": [], "groups": [], "policy": {}})
