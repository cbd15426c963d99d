"""The table of denominators as it is typed: numbers by unit and kind, one source for the numbers changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.indicators.models import Denominator, Option
from sokehoach.apps.indicators.selectors.denominators import Table
from sokehoach.apps.indicators.services.denominators import Told, wrong
from sokehoach.domain.text.numbers import format_number, parse_number


@dataclass(slots=True)
class Box:
    """One cell: its name on the page, what stands in it, what is wrong with it, what is kept."""

    name: str
    kind: Option
    held: Denominator | None
    shown: str  # what is kept, as it is written
    typed: str
    error: str = ""


@dataclass(slots=True)
class Typed:
    rows: list[tuple[Any, list[Box]]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    source: str = ""
    stale: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        return any(box.error for _row, boxes in self.rows for box in boxes)


def typed(table: Table, data: Mapping[str, str] | None) -> Typed:
    """What is on the page: as kept, or as posted with what is wrong with it."""
    found = Typed(source=" ".join((data or {}).get("source", "").split()))
    for row in table.rows:
        boxes = []
        for kind, held in zip(table.kinds, row.known, strict=True):
            name = f"v-{row.unit.pk}-{kind.code}"
            shown = "" if held is None else format_number(held.value)
            text = shown if data is None or not row.writes else data.get(name, shown).strip()
            box = Box(name, kind, held, shown, text)
            boxes.append(box)
            if data is not None and row.writes and box.typed != shown:
                _take(found, box, row.unit, table.year, before=data.get(f"w-{name}", shown), now=shown)
        found.rows.append((row, boxes))
    return found


def _take(found: Typed, box: Box, unit: Any, year: int, *, before: str, now: str) -> None:
    if before != now:
        found.stale.append(
            _("%(unit)s, %(kind)s: trong sổ nay là «%(now)s», bạn gõ «%(typed)s»")
            % {"unit": unit.short_name, "kind": box.kind.name.lower(), "now": now or "–", "typed": box.typed}
        )
    try:
        number = parse_number(box.typed) if box.typed else None
    except ValueError:
        box.error = _("Phải là số nguyên.")
        return
    if number is not None and number != number.to_integral_value():
        box.error = _("Phải là số nguyên.")
        return
    told = Told(unit, box.kind, year, None if number is None else int(number), found.source)
    box.error = wrong(told)
    if not box.error:
        found.told.append(told)


class BringInForm(forms.Form):
    """A workbook. What it may hold is settled by adapters.xlsx."""

    MOST = 5 * 1024 * 1024
    file = forms.FileField(
        label=gettext_lazy("Tệp Excel"),
        help_text=gettext_lazy(".xlsx, tối đa 5 MB"),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp."),
            "empty": gettext_lazy("Tệp trống, không có gì để đọc."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.MOST:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."))
        return file
