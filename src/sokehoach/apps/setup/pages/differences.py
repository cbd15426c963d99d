"""Shows the difference between a programme and its published version as lines of text."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.renamed_definition import rename_definition
from sokehoach.apps.setup.pages.columns import name_field
from sokehoach.apps.setup.queries.definition_check import CheckedDefinition, Touched
from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.programmes.difference import DefinitionChange, Difference, Weight
from sokehoach.domain.programmes.renaming import is_renaming, tell_renamings

_WEIGHTS = {
    Weight.REFUSED: say("KHÔNG ĐƯỢC: loại số, chức năng không đổi được; đóng cái cũ, lập cái mới với mã khác"),
    Weight.BREAKING: say("SỐ LIỆU KHÔNG CÒN SO ĐƯỢC: phải ghi lý do và ngày áp dụng"),
    Weight.NARROWING: say("YÊU CẦU THÊM"),
    Weight.WIDENING: say("NỚI RỘNG"),
    Weight.WORDING: say("CÂU CHỮ"),
}
_MOST_LETTERS, _LETTERS_BEFORE, _MOST_PARTS = 60, 20, 6


def render_difference(checked: CheckedDefinition) -> Iterator[str]:
    """One line for each change under its weight, with how many reports and figures the changes of a weight touch."""
    difference = tell_renamed(checked)
    for weight, heading in _WEIGHTS.items():
        changes = difference.list_by_weight(weight)
        if changes:
            touched = _render_touched(checked.count_touched(changes))
            yield join_messages("", (heading, f" ({len(changes)}; ", touched, ")"))
            yield from (_render_change(change, checked.count_touched([change])) for change in changes)


def tell_renamed(checked: CheckedDefinition) -> Difference:
    """The difference from the version in force, in which what has another code is one line."""
    if not checked.versions:
        return checked.difference
    old = checked.versions[-1][1]
    return tell_renamings(checked.difference, old, json.loads(checked.canonical.text), rename_definition)


def _render_change(change: DefinitionChange, touched: Touched) -> str:
    line = f"  {change.place}: {render_values(change)}"
    return join_messages("", (line, " (", _render_touched(touched), ")")) if change.weight >= Weight.NARROWING else line


def render_values(change: DefinitionChange) -> str:
    """«cũ → mới», of long texts what is around the first difference; «thêm «tên»», «đóng «tên»» for a whole item.

    Of lists and mappings the parts that differ: «thêm biểu «10-XA»». Of an item with another code: «đổi mã → «02-XA»».
    """
    if is_renaming(change):
        has_figures = change.forms or change.elements
        text = _("đổi mã → «%(code)s»; số liệu đã có ở lại mã cũ") if has_figures else _("đổi mã → «%(code)s»")
        if change.section == "roles":
            text = _("đổi mã → «%(code)s»; người đang giữ hết quyền, phải cấp lại")
        return text % {"code": change.new}
    if not change.field:
        return " ".join(filter(None, (_("thêm") if change.old is None else _("đóng"), _format_name(change))))
    if isinstance(change.old, list | dict) and isinstance(change.new, list | dict):
        return _render_parts(change)
    old, new = _format_value(change.old), _format_value(change.new)
    start = 0
    if max(len(old), len(new)) > _MOST_LETTERS:
        equal = takewhile(lambda letters: letters[0] == letters[1], zip(old, new, strict=False))
        start = max(0, sum(1 for _pair in equal) - _LETTERS_BEFORE)
    return f"{_shorten(old, start)} → {_shorten(new, start)}"


def _render_parts(change: DefinitionChange) -> str:
    old, new = (list(_list_parts(value, change.field)) for value in (change.old, change.new))
    closed, added = _leave_out(old, new), _leave_out(new, old)
    if not closed and not added:
        return _("đổi thứ tự")
    if len(closed) == len(added) == 1 and closed[0][0] == added[0][0]:
        return f"{_format_part(closed[0], change.field)} → «{_shorten(added[0][1], 0)}»"
    return "; ".join(
        f"{word} {', '.join(_format_part(part, change.field) for part in parts[:_MOST_PARTS])}"
        f"{', …' if len(parts) > _MOST_PARTS else ''}"
        for word, parts in ((_("thêm"), added), (_("bỏ"), closed))
        if parts
    )


def _leave_out(parts: list[tuple[str, str]], others: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts in their order without the others, each as often as it stands there."""
    unmatched = Counter(others)
    kept = []
    for part in parts:
        if unmatched[part]:
            unmatched[part] -= 1
        else:
            kept.append(part)
    return kept


def _list_parts(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """The texts and numbers within a value, each with the key under which it stands."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _list_parts(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _list_parts(item, field)
    elif value is not None:
        yield field, (_("có") if value else _("không")) if isinstance(value, bool) else str(value)


def _format_part(part: tuple[str, str], field: str) -> str:
    key, text = part[0], _shorten(part[1], 0)
    return f"«{text}»" if key == field else f"{name_field(key)} «{text}»"


def _format_name(change: DefinitionChange) -> str:
    """That of the item which is added or closed; «» where it has none."""
    item = change.new if change.old is None else change.old
    name = (item.get("name") or item.get("label") or item.get("heading")) if isinstance(item, Mapping) else None
    return f"«{name}»" if isinstance(name, str) else ""


def _render_touched(touched: Touched) -> str:
    return say(
        "%(accepted)s báo cáo đã duyệt, %(open)s báo cáo chưa duyệt, %(figures)s số tổng hợp",
        accepted=touched.accepted,
        open=touched.open,
        figures=touched.figures,
    )


def _format_value(value: Any) -> str:
    if value is None:
        return _("(mặc định)")
    return f"«{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}»"


def _shorten(text: str, start: int) -> str:
    """The text from `start` on, where it differs from the other one, with «…» for what is left out."""
    end = start + _MOST_LETTERS
    return f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"
