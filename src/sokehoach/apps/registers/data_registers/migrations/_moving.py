"""Moves a register that was an app into the registers that programmes define as data (docs/adr/0076).

Entries keep id, version, authors and times, so history, audit trail, search texts and the figures that rest on them
need no change. One transaction of a migration: all of it or nothing.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from pathlib import Path
from typing import Any

import yaml
from django.apps.registry import Apps
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models import Manager, Model
from django.utils import timezone

from sokehoach.apps.programmes.migrations._backfill import get_first_programme
from sokehoach.apps.registers.core import word_index
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from sokehoach.domain.registers.field_kinds import LARGEST, LINE_KINDS, FieldKind

# What reads versions and what programmes define has run before a register becomes one of them.
EARLIER_MIGRATIONS = (
    ("accounts", "0013_api_tokens"),
    ("analysis", "0008_saved_question"),
    ("consolidation", "0004_wider_inputs"),
    ("data_registers", "0002_rewrite_and_links"),
    ("documents", "0018_plain_names"),
    ("indicators", "0009_target_levels"),
    ("orgunits", "0005_plain_names"),
    ("plans", "0016_request_answers"),
    ("programmes", "0008_withdrawn_version"),
    ("reporting", "0015_added_forms"),
    ("setup", "0002_first_versions"),
    ("shelf", "0006_plain_names"),
)
_KEPT_COLUMNS = ("id", "unit_id", "day", "folded", "voided", "version", "created_by_id", "created_at", "updated_by_id",
                 "updated_at")  # fmt: skip
_VALUE_TYPES = {
    FieldKind.TEXT: "text", FieldKind.LONG: "text", FieldKind.DOMAIN: "text", FieldKind.ONE: "text", FieldKind.DAY: "day",
    FieldKind.QUARTER: "day", FieldKind.NUMBER: "number", FieldKind.MONEY: "number", FieldKind.YEAR: "number",
    FieldKind.FLAG: "flag", FieldKind.MANY: "codes", FieldKind.UNIT: "text", FieldKind.LINE: "text",
}  # fmt: skip
_ENGLISH = "english.csv"
_BATCH = 1000
_PUBLISHER = "sokehoach migrate"  # as of version 1 of programmes that are older than versions: no leaf of the trail


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRegister:
    """`definition`: the type as the canonical JSON of a programme has it; its code is the uid, so that what refers to the
    register still does. `columns`: the search column of each field that has one. `english`: names for `english.csv`.
    `option_sets`: those of its fields, which a programme that was stored before they were does not have.
    `rows`: `definition` and `columns` of the register of its rows.
    """

    function: str
    definition: Mapping[str, Any]
    columns: Mapping[str, str]
    english: Mapping[str, str] = field(default_factory=dict)
    option_sets: Sequence[Mapping[str, Any]] = ()
    rows: Mapping[str, Any] | None = None

    @property
    def code(self) -> str:
        return str(self.definition["code"])

    @property
    def row_register(self) -> "MovedRegister | None":
        """The register of the rows that each entry had in a table of its own."""
        return None if self.rows is None else MovedRegister(function=self.function, **self.rows)


def read_moved_register(migration: str) -> MovedRegister:
    """The register in the file beside a migration: as it was then, whatever the programme's own file says later."""
    return MovedRegister(**yaml.safe_load((Path(migration).parent / "moved_register.yaml").read_text("utf-8")))


def build_operations(
    migration: str,
    model: str,
    find_model: Callable[[Apps], type[Model]],
    *,
    row_model: str = "",
    move_rows: Callable[[Apps, MovedRegister, Any], None] | None = None,
) -> list[Operation]:
    """The operations of a migration of the app: its entries move, then the table of `model` is dropped.

    `move_rows`: moves the rows of `row_model` under the version of their register, once the entries have moved.
    """

    def move(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
        move_register(apps, read_moved_register(migration), find_model(apps)._default_manager, move_rows)

    dropped = [name for name in (row_model, model) if name]
    return [migrations.RunPython(move, migrations.RunPython.noop), *map(migrations.DeleteModel, dropped)]


def move_register(
    apps: Apps,
    moved: MovedRegister,
    rows: Manager[Any],
    move_rows: Callable[[Apps, MovedRegister, Any], None] | None = None,
) -> None:
    """Makes the type, moves its entries, publishes the programme that keeps the register with it, completes drafts.

    `rows`: of the table that it had, whose columns have the names of the fields; the migration drops it.
    Nothing where no programme keeps the register and it has no entries: a new installation gets it with its programme.
    """
    owner = apps.get_model("shelf", "RegisterOwnership")._default_manager.filter(register=moved.code).first()
    if owner is not None or rows.exists():
        programme = get_first_programme(apps) if owner is None else owner.programme
        _store_option_sets(apps, moved, programme)
        _move_entries(apps, moved, rows, _store_type(apps, moved, programme))
        if moved.row_register is not None and move_rows is not None:
            _add_row_owner(moved, owner)
            move_rows(apps, moved.row_register, _store_type(apps, moved.row_register, programme))
        new_numbers = _publish_version(apps, moved, programme)
    else:
        new_numbers = {}
    _complete_drafts(apps, moved, new_numbers)


def _add_row_owner(moved: MovedRegister, owner: Any) -> None:
    """Who keeps the entries keeps their rows; `owner`: the row of the register, None where nobody keeps it."""
    rows = moved.row_register
    if owner is not None and rows is not None:
        kept = {name: getattr(owner, name) for name in ("programme_id", "levels", "agencies", "clauses")}
        type(owner)._default_manager.get_or_create(register=rows.code, defaults=kept)


def _add_row_keeping(moved: MovedRegister, keepings: Sequence[Mapping[str, Any]], key: str) -> list[Mapping[str, Any]]:
    """The owners of all registers, those of the rows after those of the entries."""
    row_code = moved.row_register.code if moved.row_register is not None else ""
    result: list[Mapping[str, Any]] = []
    for keeping in keepings:
        result.append(keeping)
        if keeping[key] == moved.code and row_code not in {other[key] for other in keepings}:
            result.append({**keeping, key: row_code})
    return result


def _add_to_owners_file(moved: MovedRegister, text: str) -> str:
    """registers.yaml of a draft with the owners of the rows at its end; its other lines as they are."""
    file = yaml.safe_load(text)
    registers = _add_row_keeping(moved, file["registers"], "code")
    added = [item for item in registers if item not in file["registers"]]
    lines = yaml.safe_dump(added, allow_unicode=True, sort_keys=False).splitlines() if added else []
    first = next((line for line in text.splitlines() if line.lstrip().startswith("- ")), "- ")
    indent = first[: len(first) - len(first.lstrip())]
    longer = "\n".join([text.rstrip("\n"), *(indent + line for line in lines), ""])
    try:
        is_same = yaml.safe_load(longer)["registers"] == [*file["registers"], *added]
    except (yaml.YAMLError, TypeError, KeyError):
        is_same = False
    return longer if is_same else yaml.safe_dump({**file, "registers": registers}, allow_unicode=True, sort_keys=False)


def _store_option_sets(apps: Apps, moved: MovedRegister, programme: Any) -> None:
    sets = apps.get_model("indicators", "OptionSet")._default_manager
    options = apps.get_model("indicators", "Option")._default_manager
    for item in moved.option_sets:
        code = item["code"]
        if sets.filter(programme=programme.pk, code=code).exists():
            continue
        apps.get_model("programmes", "Identity")._default_manager.create(
            programme_id=programme.pk, kind="option_set", code=code, uid=code
        )
        option_set = sets.create(programme_id=programme.pk, uid=code, code=code, name=item["name"])
        for position, option in enumerate(item["options"]):
            options.create(option_set_id=option_set.pk, code=option["code"], name=option["name"], position=position)


def _store_type(apps: Apps, moved: MovedRegister, programme: Any) -> Any:
    """Returns the version of the type under which the entries are; the current one, where it moved before."""
    versions = apps.get_model("data_registers", "RegisterTypeVersion")._default_manager
    if version := versions.filter(type__uid=moved.code, is_current=True).first():
        return version
    apps.get_model("programmes", "Identity")._default_manager.create(
        programme_id=programme.pk, kind="register", code=moved.code, uid=moved.code
    )
    register_type = apps.get_model("data_registers", "RegisterType")._default_manager.create(
        programme_id=programme.pk,
        uid=moved.code,
        code=moved.code,
        slug=moved.definition["slug"],
        function=moved.function,
        columns=dict(moved.columns),
    )
    version = versions.create(
        type=register_type, number=1, definition=encode_canonical_json(moved.definition).decode(), is_current=True
    )
    rules = apps.get_model("data_registers", "FieldRule")
    for item in moved.definition["fields"]:
        kind = FieldKind(item["kind"])
        value_type = _VALUE_TYPES[kind]
        largest = (item.get("most") or LARGEST[kind]) if value_type == "number" else None
        rules._default_manager.create(
            version=version,
            field=item["code"],
            value_type=value_type,
            required=item.get("required", True),
            largest=largest,
        )
    return version


def _move_entries(apps: Apps, moved: MovedRegister, stored: Manager[Any], version: Any) -> None:
    model = apps.get_model("data_registers", "DataEntry")
    links = {
        FieldKind.ONE: ("EntryOption", "option_id"), FieldKind.MANY: ("EntryOption", "option_id"),
        FieldKind.UNIT: ("EntryUnit", "unit_id"),
    }  # fmt: skip
    choices = [(item["code"], item["kind"]) for item in moved.definition["fields"] if item["kind"] in links]
    singles = [code for code, kind in choices if kind != FieldKind.MANY]
    rows = stored.order_by("created_at", "pk")
    rows = rows.select_related(*singles) if singles else rows
    rows = rows.prefetch_related(*(code for code, kind in choices if kind == FieldKind.MANY))
    word_index.remove_triggers(model._meta.db_table)  # the rows have their search texts
    count = 0
    for batch in batched(rows.iterator(chunk_size=_BATCH), _BATCH):
        model._default_manager.bulk_create(_build_entry(model, moved, version, row) for row in batch)
        for code, kind in choices:
            name, column = links[kind]
            link = apps.get_model("data_registers", name)
            link._default_manager.bulk_create(
                link(entry_id=row.pk, field=code, **{column: choice.pk})
                for row in batch
                for choice in _list_choices(row, code, kind)
            )
        count += len(batch)
    if rows.exclude(pk__in=model._default_manager.filter(type=version.type_id).values("pk")).exists():
        raise RuntimeError(f"{moved.code}: not all of {count} entries have moved")
    check_constraints()
    word_index.install_triggers()


def check_constraints() -> None:
    """A table with checks to come cannot be changed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _build_entry(model: Any, moved: MovedRegister, version: Any, row: Any) -> Any:
    content = {code: value for code, value in _list_values(moved, row) if value not in (None, "", [])}
    search_values = {
        column: content.get(code, "" if column.startswith("text") else None) for code, column in moved.columns.items()
    }
    title = moved.definition.get("title", "")
    kinds = {item["code"]: item["kind"] for item in moved.definition["fields"]}
    return model(
        **{name: getattr(row, name) for name in _KEPT_COLUMNS},
        **search_values,
        type_id=version.type_id,
        type_version_id=version.pk,
        function=moved.function,
        content=content,
        title=content.get(title, "") if kinds.get(title) in LINE_KINDS else "",
        unique_digest=compute_moved_digest(moved, row.unit_id, content),
    )


def compute_moved_digest(moved: MovedRegister, unit: int, content: Mapping[str, Any]) -> str | None:
    """As `storage.DataStorage` computes it, of the fields in which no two entries of a unit agree."""
    names = moved.definition.get("unique", ())
    return hash_leaf(encode_canonical_json([unit, *(content.get(name) for name in names)])) if names else None


def _list_values(moved: MovedRegister, row: Any) -> Iterator[tuple[str, Any]]:
    for item in moved.definition["fields"]:
        code, kind = item["code"], item["kind"]
        if kind in (FieldKind.ONE, FieldKind.MANY, FieldKind.UNIT):
            codes = [choice.code for choice in _list_choices(row, code, kind)]
            yield code, codes if kind == FieldKind.MANY else "".join(codes)
        else:
            value = getattr(row, code)
            yield code, value.isoformat() if isinstance(value, date) else value


def _list_choices(row: Any, code: str, kind: str) -> list[Any]:
    """The options or the unit of a field, several in the order of their list."""
    choice = getattr(row, code)
    if kind == FieldKind.MANY:
        return sorted(choice.all(), key=lambda option: (option.position, option.pk))
    return [] if choice is None else [choice]


def _publish_version(apps: Apps, moved: MovedRegister, programme: Any) -> dict[str, tuple[int, int]]:
    """Publishes the current definition with the type, where it names the register.

    Returns the numbers of the version before and of the new one by code of the programme.
    """
    versions = apps.get_model("programmes", "DefinitionVersion")._default_manager
    current = versions.filter(programme=programme.pk, state="published").first()
    definition = {} if current is None else json.loads(current.definition)
    types = definition.get("register_types", [])
    is_kept = moved.code in {row["register"] for row in definition.get("keepings", ())}
    if current is None or not is_kept or moved.code in {item["code"] for item in types}:
        return {}
    types = [*types, moved.definition]
    if moved.row_register is not None:
        types.append(moved.row_register.definition)
        definition["keepings"] = _add_row_keeping(moved, definition["keepings"], "register")
    definition["register_types"] = sorted(types, key=lambda item: str(item["code"]))
    for row in definition["keepings"]:
        if row["register"] == moved.code:  # versions that were made of older rows do not know the function
            row["function"] = moved.function
    sets = {item["code"]: dict(item) for item in moved.option_sets} | {
        item["code"]: item for item in definition.get("option_sets", ())
    }
    definition["option_sets"] = [sets[code] for code in sorted(sets)]
    names = {name: {"name": name, "english": english} for name, english in moved.english.items()}
    names |= {row["name"]: row for row in definition.get("english", ())}
    definition["english"] = [names[name] for name in sorted(names)]
    reason = f"Nâng cấp phần mềm: sổ «{moved.definition['name']}» nay do chương trình định nghĩa."
    return {programme.code: (current.number, supersede_version(current, definition, reason))}


def supersede_version(current: Any, definition: Mapping[str, Any], reason: str) -> int:
    """Publishes the definition in place of the current version, from the same day, and returns its number."""
    versions, content = type(current)._default_manager, encode_canonical_json(definition)
    current.state = "superseded"
    current.save(update_fields=["state"])
    number: int = max(versions.filter(programme=current.programme_id).values_list("number", flat=True)) + 1
    versions.create(
        programme_id=current.programme_id,
        number=number,
        in_force_from=current.in_force_from,
        digest=hashlib.sha256(content).hexdigest(),
        definition=content.decode(),
        reason=reason,
        published_by=_PUBLISHER,
        published_at=timezone.now(),
    )
    return number


def _complete_drafts(apps: Apps, moved: MovedRegister, new_numbers: Mapping[str, tuple[int, int]]) -> None:
    """Gives the file of the register to each draft that names it, and the number of the version that now has it."""
    for draft in apps.get_model("programmes", "ProgrammeDraft")._default_manager.all():
        base, number = new_numbers.get(draft.code, (0, 0))
        name = f"registers/{moved.code}.yaml"
        if name in draft.files or moved.code not in _list_kept_registers(draft.files.get("registers.yaml", "")):
            continue
        draft.files[name] = _dump(moved.definition)
        if moved.row_register is not None:
            draft.files[f"registers/{moved.row_register.code}.yaml"] = _dump(moved.row_register.definition)
            draft.files["registers.yaml"] = _add_to_owners_file(moved, draft.files["registers.yaml"])
        draft.files[_ENGLISH] = _add_english(draft.files.get(_ENGLISH, ""), moved.english)
        draft.base = number if draft.base == base else draft.base
        draft.revision += 1
        draft.save()


def _dump(definition: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(definition), allow_unicode=True, sort_keys=False)


def _list_kept_registers(text: str) -> Sequence[str]:
    """The codes in registers.yaml of a draft; none where it cannot be read: the official mends it first."""
    try:
        return [row["code"] for row in yaml.safe_load(text)["registers"]]
    except (yaml.YAMLError, TypeError, KeyError):
        return []


def _add_english(text: str, english: Mapping[str, str]) -> str:
    rows = csv.DictReader(io.StringIO(text or "name,english\n"))
    columns, names = list(rows.fieldnames or ()), {row.get("name") for row in rows}
    if not {"name", "english"} <= {*columns}:
        return text  # the official mends it first
    output = io.StringIO()
    csv.DictWriter(output, columns, lineterminator="\n").writerows(
        {"name": name, "english": words} for name, words in english.items() if name not in names
    )
    return (text.rstrip("\n") or ",".join(columns)) + "\n" + output.getvalue()
