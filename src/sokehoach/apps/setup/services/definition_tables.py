"""Changes of a draft that the tables of its schedules, indicators and forms make, as files of the text form."""

from collections.abc import Mapping, Sequence
from typing import Any

from sokehoach.adapters.programme_files.due_items import list_texts, read_due_item, write_due_item
from sokehoach.adapters.programme_files.yaml_lists import Path, YamlListError
from sokehoach.adapters.programme_files.yaml_tables import ListRow, read_head, rewrite_head, rewrite_list
from sokehoach.apps.setup.queries.definition_tables import SCHEDULES_FILE, DefinitionContext, list_stages
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.domain.messages import say

type Changes = dict[str, str]


def build_list_changes(files: Mapping[str, str], file: str, path: Path, rows: Sequence[ListRow]) -> Changes:
    """The file with these rows as the list at the path; a file that is not there yet begins with it."""
    text = files.get(file, "") or f"{path[0]}: []\n"
    return {file: rewrite_list(text, path, rows)}


def build_stage_changes(context: DefinitionContext, rows: Mapping[str, Sequence[ListRow]]) -> Changes:
    """The stages of each schedule, and the forms that were due and counted as a stage that is changed.

    Raises YamlListError as `rewrite_list` does, and where rows do not say of which schedule they are.
    """
    codes = [get_text(item.content, "code") for item in context.schedule_items]
    if len({*codes} - {""}) < len(codes):
        raise YamlListError(say("Có chế độ báo cáo thiếu mã hoặc trùng mã: hãy sửa ở bảng «Chế độ báo cáo» trước."))
    changes: Changes = {}
    for number, schedule in enumerate(codes):
        stages = list_stages(context, schedule)
        path: Path = ("regimes", number, "stages")
        text = changes.get(SCHEDULES_FILE, context.files[SCHEDULES_FILE])
        changes[SCHEDULES_FILE] = rewrite_list(text, path, rows[schedule])
        for row in rows[schedule]:
            if row.number is not None:
                changes |= _follow_stage({**context.files, **changes}, stages[row.number], row.content)
    return changes


def _follow_stage(files: Mapping[str, str], stage: Mapping[str, Any], changed: Mapping[str, Any]) -> Changes:
    """The forms of a stage with its new due rule and window, where they had those of before."""
    rule, new_rule = read_due_item(stage), read_due_item(changed)
    changes: Changes = {}
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
