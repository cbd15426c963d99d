"""Forms of the pages that take earlier figures from an office's own table."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.indicators.earlier_sheets import FigureNames, get_field_titles
from sokehoach.apps.shell.sheet_forms import SheetColumnsForm, SheetSourceForm
from sokehoach.domain.periods.period import name_vi
from sokehoach.domain.periods.written_period import find_written_period, parse_written_period
from sokehoach.domain.programmes.figure_tables import (
    ELEMENT,
    FIGURE_FIELDS,
    NAMED,
    NUMBER,
    PERIOD,
    SOURCE,
    UNIT,
    ColumnMeaning,
    FigureLayout,
    LayoutGuess,
    guess_layout,
    parse_meaning,
)
from sokehoach.domain.programmes.sheet_columns import list_head_rows, name_column, read_heads

type Rows = list[list[str]]

_COMMON = (UNIT, PERIOD, ELEMENT, SOURCE)  # what may be said once for the whole table
_LISTS = {UNIT: "unit-names", ELEMENT: "element-names"}


class EarlierSheetForm(SheetSourceForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính"),
        required=False,
        help_text=gettext_lazy(".xlsx, .xls hoặc .csv, tối đa 5 MB; trang tính đầu tiên, cột tên gì cũng được"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
        error_messages={"empty": gettext_lazy("Tệp trống, không có gì để đọc.")},
    )


class FigureColumnsForm(SheetColumnsForm):
    """Which column is which field, what is said for the whole table, and what the head of each other column says.

    With a column for numbers no head is asked for. `is_first`: the person has not chosen yet, and nothing is an error.
    """

    def __init__(
        self, data: Mapping[str, str], *, rows: Rows, head_row: int, names: FigureNames, is_first: bool = False
    ) -> None:
        heads = read_heads(rows, head_row)
        bound: dict[str, Any] = {"initial": data} if is_first else {"data": data}
        super().__init__(**bound, fields=FIGURE_FIELDS, heads=heads, head_rows=list_head_rows(rows))
        self.names = names
        titles = get_field_titles()
        for sheet_field in FIGURE_FIELDS:
            self.fields[f"c-{sheet_field.code}"].label = titles[sheet_field.code]
        self.fields[f"c-{NUMBER}"].help_text = _("khi mỗi dòng là một số; để «không có» khi số ở nhiều cột")
        for name in _COMMON:
            self.fields[f"v-{name}"] = forms.CharField(
                label=_("%(field)s: giá trị chung") % {"field": titles[name]},
                help_text=_("báo cáo nào, ngày nào") if name == SOURCE else _("của cả bảng, khi bảng không có cột này"),
                max_length=200,
                required=False,
                widget=forms.TextInput({"list": _LISTS[name]} if name in _LISTS else {}),
            )
        matched_columns = {str(data.get(f"c-{sheet_field.code}", "")) for sheet_field in FIGURE_FIELDS}
        self.head_columns = (
            [] if data.get(f"c-{NUMBER}") else [n for n in range(len(heads)) if str(n) not in matched_columns]
        )
        for column in self.head_columns:
            self.fields[f"h-{column}"] = forms.CharField(
                label=name_column(column, heads[column]), max_length=400, required=False,
                widget=forms.TextInput({"list": _LISTS[ELEMENT]}),
            )  # fmt: skip

    @property
    def common_fields(self) -> list[forms.BoundField]:
        """The boxes for what neither a column nor the head of each column with figures says."""
        texts = [text for box in self.head_fields if (text := box.value())]
        meanings = [parse_meaning(text, self.names.find_name) or {} for text in texts]
        return [
            self[f"v-{name}"]
            for name in _COMMON
            if not self[f"c-{name}"].value() and not (meanings and all(name in meaning for meaning in meanings))
        ]

    @property
    def head_fields(self) -> list[forms.BoundField]:
        return [self[f"h-{column}"] for column in self.head_columns]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        matching = self.list_matching()
        if len(set(matching.values())) != len(matching):
            self.add_error(None, _("Một cột chỉ là một trường: có cột đã chọn hai lần."))
        meanings = self._read_meanings(cleaned)
        if NUMBER not in matching and not meanings and not self.errors:
            self.add_error(
                None, _("Chưa rõ số ở cột nào: chọn cột «Số», hoặc ghi mỗi cột số là chỉ tiêu, kỳ, đơn vị nào.")
            )
        titles = get_field_titles()
        for name in (*NAMED, SOURCE):
            in_heads = bool(meanings) and all(name in meaning for meaning in meanings.values())
            if name not in matching and not cleaned.get(f"v-{name}") and not in_heads:
                self.add_error(
                    f"v-{name}", _("Chưa rõ %(field)s: chọn cột, hoặc ghi ở đây.") % {"field": titles[name].lower()}
                )
        return cleaned

    def _read_meanings(self, cleaned: Mapping[str, Any]) -> dict[int, ColumnMeaning]:
        meanings: dict[int, ColumnMeaning] = {}
        for column in self.head_columns:
            if text := cleaned.get(f"h-{column}"):
                meaning = parse_meaning(text, self.names.find_name)
                if meaning is None:
                    self.add_error(
                        f"h-{column}",
                        _("Không rõ «%(text)s»: ghi mã hoặc tên chỉ tiêu, kỳ, đơn vị, cách nhau bằng «;».")
                        % {"text": text},
                    )
                else:
                    meanings[column] = meaning
        return meanings

    def build_layout(self) -> FigureLayout:
        matching = self.list_matching()
        common = {
            name: self.cleaned_data[f"v-{name}"]
            for name in _COMMON
            if name not in matching and self.cleaned_data.get(f"v-{name}")
        }
        return FigureLayout(self.cleaned_data["head_row"], matching, common, self._read_meanings(self.cleaned_data))


def guess_columns_data(rows: Rows, names: FigureNames, head_row: int | None = None) -> dict[str, str]:
    """What the form says at first, by field; `head_row`: one that was chosen."""
    guess = guess_layout(rows, names.find_name, head_row)
    data = {"head_row": str(guess.head_row), "guessed_row": str(guess.head_row)}
    data |= {f"c-{name}": str(column) for name, column in guess.matching.items()}
    data |= {f"h-{column}": _write_meaning(meaning, names) for column, meaning in guess.meanings.items()}
    is_period_known = PERIOD in guess.matching or any(PERIOD in meaning for meaning in guess.meanings.values())
    if not is_period_known and (period := _find_title_period(rows, guess)):
        data[f"v-{PERIOD}"] = period
    return data


def _write_meaning(meaning: ColumnMeaning, names: FigureNames) -> str:
    """«TT01 · quý I năm 2025»: the code of the element and the name of the period, as a person would correct them."""
    texts = dict(meaning)
    if ELEMENT in texts and len(elements := names.find_elements(texts[ELEMENT])) == 1:
        texts[ELEMENT] = elements[0].code
    if PERIOD in texts:
        texts[PERIOD] = str(name_vi(parse_written_period(texts[PERIOD])))
    return " · ".join(texts[name] for name in NAMED if name in texts)


def _find_title_period(rows: Rows, guess: LayoutGuess) -> str:
    titles = (text for row in rows[: guess.head_row] for text in row if text)
    periods = {str(name_vi(period)) for title in titles if (period := find_written_period(title))}
    return periods.pop() if len(periods) == 1 else ""
