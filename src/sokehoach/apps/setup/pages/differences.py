"""Shows the difference between a programme and its published version as lines of text."""

import json
from collections.abc import Iterator
from typing import Any

from sokehoach.apps.setup.queries.definition_check import CheckedDefinition, Touched
from sokehoach.domain.programmes.difference import DefinitionChange, Weight

_WEIGHTS = {
    Weight.REFUSED: "KHÔNG ĐƯỢC: loại số, chức năng không đổi được; đóng cái cũ, lập cái mới với mã khác",
    Weight.BREAKING: "SỐ LIỆU KHÔNG CÒN SO ĐƯỢC: phải ghi lý do và ngày áp dụng",
    Weight.NARROWING: "YÊU CẦU THÊM",
    Weight.WIDENING: "NỚI RỘNG",
    Weight.WORDING: "CÂU CHỮ",
}
_MOST_LETTERS = 60


def render_difference(checked: CheckedDefinition) -> Iterator[str]:
    """One line for each change under its weight, with how many reports and figures the changes of a weight touch."""
    for weight, heading in _WEIGHTS.items():
        changes = checked.difference.list_by_weight(weight)
        if changes:
            yield f"{heading} ({len(changes)}; {_render_touched(checked.count_touched(changes))})"
            yield from (_render_change(change, checked.count_touched([change])) for change in changes)


def _render_change(change: DefinitionChange, touched: Touched) -> str:
    line = f"  {change.place}: {_render_values(change)}"
    return f"{line} ({_render_touched(touched)})" if change.weight >= Weight.NARROWING else line


def _render_values(change: DefinitionChange) -> str:
    if not change.field:
        return "thêm" if change.old is None else "đóng"
    return f"{_shorten(change.old)} → {_shorten(change.new)}"


def _render_touched(touched: Touched) -> str:
    return f"{touched.accepted} báo cáo đã duyệt, {touched.open} báo cáo chưa duyệt, {touched.figures} số tổng hợp"


def _shorten(value: Any) -> str:
    if value is None:
        return "(mặc định)"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"«{text}»" if len(text) <= _MOST_LETTERS else f"«{text[: _MOST_LETTERS - 1]}…»"
