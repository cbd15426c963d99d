"""Forms of pages that take a sheet with columns of its own: the sheet, and which column is which field."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.adapters.programme_files.sheet_text import parse_rows, read_first_sheet
from sokehoach.adapters.programme_files.text_form import MAX_PACKED
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.programmes.sheet_columns import SheetField, name_column

LONGEST_SHEET = 3_000_000  # letters of a sheet that is pasted
_SHOWN_ROWS = 20


class SheetSourceForm(forms.Form):
    """A file, or rows that are pasted."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính"),
        required=False,
        help_text=gettext_lazy(".xlsx, .xls hoặc .csv; trang tính đầu tiên, cột tên gì cũng được"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("hoặc dán từ Excel"),
        required=False,
        max_length=LONGEST_SHEET,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "class": "source-text"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("file")) == bool((cleaned.get("text") or "").strip()):
            self.add_error("file", _("Chọn một tệp, hoặc dán các dòng vào ô dưới."))
        return cleaned


class SheetColumnsForm(forms.Form):
    """Which row names the columns, and which column is which field.

    `heads`: the names of the columns. `head_rows`: the rows that may name them, from 0.
    """

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SHEET, strip=False)
    sheet_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=150)

    def __init__(
        self,
        *args: Any,
        fields: Sequence[SheetField],
        heads: Sequence[str],
        head_rows: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet_fields = fields
        row_choices = [(row, _("dòng %(n)s") % {"n": row + 1}) for row in head_rows]
        self.fields["head_row"] = forms.TypedChoiceField(label=_("Dòng ghi tên cột"), choices=row_choices, coerce=int)
        columns = [(str(column), name_column(column, head)) for column, head in enumerate(heads)]
        for field in fields:
            self.fields[f"c-{field.code}"] = forms.TypedChoiceField(
                label=capfirst(field.names[0]),
                choices=[("", _("– không có –")), *columns],
                required=field.is_required,
                coerce=int,
                empty_value=None,
                error_messages={"required": _("Chọn cột.")},
            )

    @property
    def columns(self) -> list[Any]:
        return [self[f"c-{field.code}"] for field in self.sheet_fields]

    def list_matching(self) -> dict[str, int]:
        """Field → column, of those that are choices."""
        choices = {field.code: self.cleaned_data.get(f"c-{field.code}") for field in self.sheet_fields}
        return {code: column for code, column in choices.items() if column is not None}


def read_sheet_form(form: SheetSourceForm, *, keeps_formulas: bool = False) -> tuple[list[list[str]], str, str]:
    """The rows, the name of the file, and those of sheets that are not read, in one text.

    `keeps_formulas`: a formula is its text, «=A1+A2»; else a file with one is refused.

    Raises FileRefusedError, WorkbookError, for a sheet without rows too.
    """
    upload = form.cleaned_data["file"]
    unread = ""
    if upload is None:
        rows, name = parse_rows(form.cleaned_data["text"]), _("dán từ bảng")
    elif (upload.size or 0) > MAX_PACKED:
        raise FileRefusedError(_("Tệp lớn hơn %(n)s MB.") % {"n": MAX_PACKED // 1_000_000})
    else:
        sheet, name = read_first_sheet(upload.read(), keeps_formulas=keeps_formulas), (upload.name or "")[:150]
        rows, unread = sheet.rows, ", ".join(f"«{title}»" for title in sheet.unread)
    if not rows and unread:
        message = _("Trang tính đầu không có dòng nào. Các trang chưa đọc: %(names)s. Hãy đưa trang cần dùng lên đầu.")
        raise FileRefusedError(message % {"names": unread})
    if not rows:
        raise FileRefusedError(_("Bảng không có dòng nào."))
    return rows, name, unread


def list_shown_rows(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """The first rows with something in them, with their numbers in the sheet."""
    return [*islice(((number, row) for number, row in enumerate(rows, 1) if any(row)), _SHOWN_ROWS)]


def parse_head_row(typed_row: str, rows: list[list[str]]) -> int:
    """The row, from 0, that a form says names the columns; the first for anything that is no row."""
    return min(int(typed_row) if typed_row.isdecimal() and len(typed_row) < 6 else 0, max(len(rows) - 1, 0))
