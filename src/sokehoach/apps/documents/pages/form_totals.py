"""Compares the totals computed by a filled form with the consolidated ones; a file that differs is refused."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from sokehoach.adapters.external_forms.form_files import FilledForm
from sokehoach.apps.documents.pages.filled_forms import ExpectedTotal, FormFilling
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.values.value import format_value

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class TotalDifference:
    """`cell`: its name in the form and, where rows were added above it, in the file. `in_file`: the result of its
    formula. `consolidated`: the value that it must have. `advice`: what to do.
    """

    expected: ExpectedTotal
    cell: str
    in_file: str
    consolidated: str
    advice: str

    @property
    def sentence(self) -> str:
        return _("Ô %(cell)s: công thức trong tệp ra %(file)s, số tổng hợp là %(sum)s. %(advice)s") % {
            "cell": self.cell, "file": self.in_file, "sum": self.consolidated, "advice": self.advice,
        }  # fmt: skip


def list_differences(filling: FormFilling, file: FilledForm) -> tuple[TotalDifference, ...]:
    return tuple(
        difference
        for expected in filling.expected
        if (difference := _find_difference(expected, filling, file)) is not None
    )


def find_refusal(filling: FormFilling, file: FilledForm) -> str:
    """Why the file may not be downloaded; «» where it may."""
    all_differences = list_differences(filling, file)
    if not all_differences:
        return ""
    message = _("Chưa tải được: tổng trong tệp khác số tổng hợp.")
    return " ".join([message, *(difference.sentence for difference in all_differences)])


def _find_difference(expected: ExpectedTotal, filling: FormFilling, file: FilledForm) -> TotalDifference | None:
    in_form, text = _format_cell_name(expected.place), file.results.get(expected.place.at, "")
    cell = file.cells.get(expected.place.at, in_form)
    number = _parse_number(text)
    is_unworked = cell in file.left or not text
    if not is_unworked and number is not None and _is_same(number, expected):
        return None
    value_in_file = (
        _("không tính được ở đây")
        if is_unworked
        else text
        if number is None
        else translate(format_value(round(number, 2)))
    )
    name = in_form if cell == in_form else _("%(cell)s (ở tệp đã điền là %(now)s)") % {"cell": in_form, "now": cell}
    return TotalDifference(
        expected,
        name,
        value_in_file,
        translate(format_value(expected.value)),
        _build_advice(expected, cell, filling, file),
    )


def _format_cell_name(place: Place) -> str:
    """«Biểu 02!H30», as Excel and officials name it; in a Word form the table, row and column."""
    if "!" in place.at:
        return f"{place.sheet}!{place.at.partition('!')[2]}"
    return _("%(table)s, dòng %(row)s, cột %(column)s") % {
        "table": place.sheet, "row": place.line + 1, "column": place.position + 1,
    }  # fmt: skip


def _is_same(number: Decimal, expected: ExpectedTotal) -> bool:
    if not expected.percent:
        return abs(number - expected.value) < Decimal("1e-9") * max(Decimal(1), abs(expected.value))
    shares = (number, number * 100)  # Excel stores a cell shown in percent as a fraction of 1
    return any(share.quantize(_TENTH, ROUND_HALF_UP) == expected.value for share in shares)


def _build_advice(expected: ExpectedTotal, cell: str, filling: FormFilling, file: FilledForm) -> str:
    missing = [unit.name for grid, units in filling.unlisted if grid == expected.place.grid for unit in units]
    if missing:
        advice = _("Bảng không có dòng của %(units)s: thêm dòng vào mẫu rồi tải lên lại")
        advice %= {"units": ", ".join(missing)}
    elif cell in file.left or expected.place.at not in file.results:
        advice = _("Phần mềm không tính được công thức này: mở tệp mẫu, thay bằng SUM hoặc phép cộng, rồi tải lên lại")
    elif cell in file.short or cell in file.failed:
        advice = _("Công thức đi qua ô chưa có số: chờ đơn vị báo cáo, hoặc sửa công thức thành SUM")
    else:
        advice = _("Xem lại vùng mà công thức cộng và nguồn của các ô trong cột, trong dòng ấy")
    return advice + _("; nếu ô này không cần đối chiếu thì bấm vào ô, chọn «Để điền bằng tay».")


def _parse_number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
