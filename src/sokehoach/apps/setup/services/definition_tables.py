"""Changes of a draft that the tables of its schedules, indicators and forms make, as files of the text form."""

from collections.abc import Mapping, Sequence
from typing import Any

from sokehoach.adapters.programme_files.code_renaming import CodeKind, rename_cells, rename_codes
from sokehoach.adapters.programme_files.due_items import list_texts, read_due_item, write_due_item
from sokehoach.adapters.programme_files.yaml_lists import Path, YamlListError, append_items
from sokehoach.adapters.programme_files.yaml_tables import (
    ListRow,
    StoredItem,
    read_head,
    rewrite_head,
    rewrite_list,
    write_head,
)
from sokehoach.apps.setup.queries.definition_tables import (
    BOXES_PATH,
    SCHEDULES_FILE,
    SECTIONS_PATH,
    DefinitionContext,
    list_stages,
)
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.domain.messages import say

type Changes = dict[str, str | None]
"""By name of the file; None removes one."""


def build_list_changes(files: Mapping[str, str], file: str, path: Path, rows: Sequence[ListRow]) -> Changes:
    """The file with these rows as the list at the path; a file that does not have the list yet gets it."""
    text = files.get(file, "")
    if len(path) == 1 and path[0] not in read_head(text):
        if not rows:
            return {}
        text = f"{text}{'' if text.endswith('\n') or not text else '\n'}{path[0]}: []\n"
    return {file: rewrite_list(text, path, rows)}


def list_renamings(items: Sequence[StoredItem], rows: Sequence[ListRow]) -> dict[str, str]:
    """The code now by the code before, of items whose rows give them another one; a code of two items is none's."""
    codes = [get_text(item.content, "code") for item in items]
    pairs = ((codes[row.number], get_text(row.content, "code")) for row in rows if row.number is not None)
    return {code: code_now for code, code_now in pairs if code != code_now and code and codes.count(code) == 1}


def follow_renamings(
    context: DefinitionContext, kind: CodeKind | None, names: Mapping[str, str], changes: Changes
) -> Changes:
    """The changes, with all files that name the items by their codes before. None: of a kind that nothing names.

    Raises YamlListError where a file cannot be changed so.
    """
    if kind is None or not names:
        return changes
    files = {name: text for name, text in {**context.files, **changes}.items() if text is not None}
    if kind is CodeKind.CELL:
        names = {code: code for code in context.cell_codes} | dict(names)
        return {**changes, **rename_cells(files, context.form_file, context.form_code, names)}
    return {**changes, **rename_codes(files, kind, names)}


def build_file_changes(
    files: Mapping[str, str], items: Mapping[str, Mapping[str, Any]], rows: Sequence[ListRow], folder: str
) -> Changes:
    """The files of a folder with these heads; one without a row is removed, one with another code renamed.

    `items`: what the files of the folder have, by name. Raises YamlListError as `rewrite_head` does.
    """
    names = list(items)
    changes: Changes = dict.fromkeys(names)
    for row in rows:
        file = f"{folder}/{get_text(row.content, 'code')}.yaml"
        if row.number is None:
            text = write_head(row.content)
        else:
            text = rewrite_head(files[names[row.number]], row.content)
            if row.content.get("code") == items[names[row.number]].get("code"):
                file = names[row.number]
        if changes.get(file) is not None:
            raise YamlListError(say("Tệp «%(file)s» là của dòng khác.", file=file))
        changes[file] = text
    return {file: text for file, text in changes.items() if text != files.get(file)}


def build_box_changes(context: DefinitionContext, rows: Sequence[ListRow]) -> Changes:
    """The form with these text boxes, and its outline with a last heading for each box that no outline prints."""
    changes = build_list_changes(context.files, context.form_file, BOXES_PATH, rows)
    outline = context.find_outline_file()
    headings = [
        {"heading": get_text(row.content, "title").upper(), "level": 1, "narrative": code}
        for row in rows
        if (code := get_text(row.content, "code")) not in context.headings
    ]
    if outline and headings:
        changes[outline] = append_items(context.files[outline], SECTIONS_PATH, headings)
    return changes


def build_stage_changes(context: DefinitionContext, rows: Mapping[str, Sequence[ListRow]]) -> Changes:
    """The stages of each schedule, and the forms that were due and counted as a stage that is changed.

    Raises YamlListError as `rewrite_list` does, and where rows do not say of which schedule they are.
    """
    codes = [get_text(item.content, "code") for item in context.schedule_items]
    if len({*codes} - {""}) < len(codes):
        raise YamlListError(say("Có chế độ báo cáo thiếu mã hoặc trùng mã: hãy sửa ở bảng «Chế độ báo cáo» trước."))
    text = context.files.get(SCHEDULES_FILE, "")
    changes: dict[str, str] = {}
    for number, schedule in enumerate(codes):
        stages = list_stages(context, schedule)
        path: Path = ("regimes", number, "stages")
        text = rewrite_list(text, path, rows[schedule])
        for row in rows[schedule]:
            if row.number is not None:
                changes |= _follow_stage({**context.files, **changes}, stages[row.number], row.content)
    return {SCHEDULES_FILE: text, **changes} if codes else {}


def _follow_stage(files: Mapping[str, str], stage: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, str]:
    """The forms of a stage with its new due rule and window, where they had those of before."""
    rule, new_rule = read_due_item(stage), read_due_item(changed)
    changes: dict[str, str] = {}
    for code in list_texts(changed.get("forms")):
        name = f"forms/{code}.yaml"
        head = read_head(files.get(name, ""))
        keys: dict[str, Any] = {}
        if new_rule is not None and rule != new_rule and rule == read_due_item(head):
            keys |= write_due_item(new_rule)
        if stage.get("window") != changed.get("window") and head.get("counting_window") == stage.get("window"):
            keys["counting_window"] = changed.get("window")
        if head and keys:
            content = {key: value for key, value in (head | keys).items() if value is not None}
            changes[name] = rewrite_head(files[name], content)
    return changes
