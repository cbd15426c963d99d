"""Parses the table of denominators: numbers by unit and kind, one source for the changed numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.indicators.models import Denominator, Option
from sokehoach.apps.indicators.queries.denominators import DenominatorTable
from sokehoach.apps.indicators.services.denominators import DenominatorInput, find_denominator_problem
from sokehoach.apps.shell.page_language import get_notation
from sokehoach.domain.notation import read_number
from sokehoach.domain.text import format_number, parse_typed_number


@dataclass(slots=True)
class DenominatorCell:
    """One cell: its field name, its text, its problem, and the stored value."""

    name: str
    kind: Option
    stored: Denominator | None
    stored_text: str  # the stored value as text
    typed: str
    error: str = ""


@dataclass(slots=True)
class TypedDenominators:
    rows: list[tuple[Any, list[DenominatorCell]]] = field(default_factory=list)
    denominators: list[DenominatorInput] = field(default_factory=list)
    source: str = ""
    stale: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        return any(box.error for _row, boxes in self.rows for box in boxes)


def parse_denominators(table: DenominatorTable, data: Mapping[str, str] | None) -> TypedDenominators:
    """Returns the cells with stored values, or with the posted ones and their problems."""
    notation = get_notation(data)
    page = TypedDenominators(source=" ".join((data or {}).get("source", "").split()))
    for row in table.rows:
        boxes = []
        for kind, stored in zip(table.kinds, row.denominators, strict=True):
            name = f"v-{row.unit.pk}-{kind.code}"
            stored_text = "" if stored is None else format_number(stored.value)
            text = stored_text if data is None or not row.writes else read_number(data.get(name, stored_text), notation)
            box = DenominatorCell(name, kind, stored, stored_text, text)
            boxes.append(box)
            if data is not None and row.writes and box.typed != stored_text:
                _parse_cell(
                    page,
                    box,
                    row.unit,
                    table.year,
                    shown_text=read_number(data.get(f"w-{name}", stored_text), notation),
                    stored_text=stored_text,
                )
        page.rows.append((row, boxes))
    return page


def _parse_cell(
    page: TypedDenominators, box: DenominatorCell, unit: Any, year: int, *, shown_text: str, stored_text: str
) -> None:
    if shown_text != stored_text:
        page.stale.append(
            _("%(unit)s, %(kind)s: trong sổ nay là «%(now)s», bạn gõ «%(typed)s»")
            % {
                "unit": unit.short_name,
                "kind": box.kind.name.lower(),
                "now": stored_text or "–",
                "typed": box.typed,
            }
        )
    try:
        number = parse_typed_number(box.typed) if box.typed else None
    except ValueError:
        box.error = _("Phải là số nguyên.")
        return
    if number is not None and number != number.to_integral_value():
        box.error = _("Phải là số nguyên.")
        return
    denominator = DenominatorInput(unit, box.kind, year, None if number is None else int(number), page.source)
    box.error = find_denominator_problem(denominator)
    if not box.error:
        page.denominators.append(denominator)


class ImportForm(forms.Form):
    """Takes an Excel workbook; adapters.readers.xlsx checks its content."""

    MAX_BYTES = 5 * 1024 * 1024
    file = forms.FileField(
        label=gettext_lazy("Tệp Excel"),
        help_text=gettext_lazy(".xlsx hoặc .xls, tối đa 5 MB"),
        widget=forms.FileInput({"accept": ".xlsx,.xls"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp."),
            "empty": gettext_lazy("Tệp trống, không có gì để đọc."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.MAX_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."))
        return file
