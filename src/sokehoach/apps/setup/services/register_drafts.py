"""Changes of a draft that its register pages make: files of the text form, saved as every change of a draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sokehoach.adapters.programme_files.form_cells import replace_cell
from sokehoach.adapters.programme_files.register_files import (
    FIELDS,
    MEASURES,
    RegisterFile,
    TableContent,
    get_file_name,
    write_register_file,
)
from sokehoach.adapters.programme_files.yaml_lists import append_items, replace_item
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.queries.register_drafts import OWNERS, OWNERS_FILE, RegisterContext, list_items, list_owners
from sokehoach.domain.indicators.element import Option

SETS_FILE, SETS = "option_sets.yaml", "option_sets"

type Changes = dict[str, str]


def build_table_changes(draft: ProgrammeDraft, context: RegisterContext, part: str, table: TableContent) -> Changes:
    """The files as a table of the register changes them: its own, new option sets, cells that a measure fills."""
    file = context.file
    head = {**file.head, **table.lists} if part == FIELDS else file.head
    changes = {
        get_file_name(context.register): write_register_file(
            replace(file, head=head, parts={**file.parts, part: table.items})
        )
    }
    if table.option_sets:
        changes[SETS_FILE] = append_items(draft.files.get(SETS_FILE, ""), (SETS,), table.option_sets)
    return changes | (_build_cell_changes(draft, context, table) if part == MEASURES else {})


def _build_cell_changes(draft: ProgrammeDraft, context: RegisterContext, table: TableContent) -> Changes:
    """The forms in which cells get or lose a measure of the register."""
    sources: dict[tuple[str, str], Mapping[str, str] | None] = {}
    for line in context.cell_lines:
        source = line.item.get("source")
        if isinstance(source, dict) and line.is_plain_source(context.register, str(source.get("measure"))):
            sources[line.form, line.cell] = None
    for measure, cells in table.cells.items():
        for text in cells:
            found_line = context.find_cell_line(text)
            assert found_line is not None  # else the table was refused
            sources[found_line.form, found_line.cell] = {"register": context.register, "measure": measure}
    changes: Changes = {}
    for line in context.cell_lines:
        key = (line.form, line.cell)
        if key in sources and sources[key] != line.item.get("source"):
            changes[line.file] = replace_cell(changes.get(line.file, draft.files[line.file]), line, sources[key])
    return changes


def build_head_changes(draft: ProgrammeDraft, file: RegisterFile, ownership: Mapping[str, Any]) -> Changes:
    """The files as the head of a register changes them: its own, and who keeps it."""
    owners = list_owners(draft)
    text = draft.files.get(OWNERS_FILE, "")
    item = {name: value for name, value in ownership.items() if value not in ("", [])}
    number = next((number for number, owner in enumerate(owners) if owner.get("code") == ownership["code"]), None)
    owners_text = (
        append_items(text, (OWNERS,), [item]) if number is None else replace_item(text, (OWNERS,), number, item)
    )
    return {get_file_name(str(ownership["code"])): write_register_file(file), OWNERS_FILE: owners_text}


def build_option_changes(draft: ProgrammeDraft, code: str, options: Sequence[Option], wider_set: str) -> Changes:
    """The file of option sets with other options in one of them. `wider_set`: the set that it breaks down, or «»."""
    sets = list_items(draft, SETS_FILE, SETS)
    number = next(number for number, item in enumerate(sets) if item.get("code") == code)
    item = {name: value for name, value in sets[number].items() if name not in ("within", "belongs", "combines")}
    item["options"] = {option.code: option.name for option in options}
    if wider_set:
        item |= {"within": wider_set, "belongs": _list_members(options)}
    if combined := {option.code: [*option.combines] for option in options if option.combines}:
        item["combines"] = combined
    return {SETS_FILE: replace_item(draft.files[SETS_FILE], (SETS,), number, item)}


def _list_members(options: Iterable[Option]) -> dict[str, list[str]]:
    """By option of the wider set: those that belong to it."""
    members: dict[str, list[str]] = {}
    for option in options:
        if option.owner:
            members.setdefault(option.owner, []).append(option.code)
    return members
