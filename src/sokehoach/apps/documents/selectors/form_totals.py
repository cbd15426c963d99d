"""The totals that a filled form works out, held against what is consolidated: a file that says another is not given."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from sokehoach.adapters.blank.opening import Filled
from sokehoach.apps.documents.selectors.filled_forms import Expected, Filling
from sokehoach.domain.documents.foreign.place import Place
from sokehoach.domain.values.value import show

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Difference:
    """`cell` by its name in the form and, where rows were added above it, in the file; `in_file`: what its formula
    comes to; `consolidated`; what to do.
    """

    expected: Expected
    cell: str
    in_file: str
    consolidated: str
    advice: str

    @property
    def sentence(self) -> str:
        return _("Ô %(cell)s: công thức trong tệp ra %(file)s, số tổng hợp là %(sum)s. %(advice)s") % {
            "cell": self.cell, "file": self.in_file, "sum": self.consolidated, "advice": self.advice,
        }  # fmt: skip


def differences(found: Filling, file: Filled) -> tuple[Difference, ...]:
    return tuple(
        difference
        for expected in found.expected
        if (difference := _difference(expected, found, file)) is not None
    )


def refusal(found: Filling, file: Filled) -> str:
    """«» where the file may be taken."""
    told = differences(found, file)
    if not told:
        return ""
    said = _("Chưa tải được: tổng trong tệp khác số tổng hợp.")
    return " ".join([said, *(one.sentence for one in told)])


def _difference(expected: Expected, found: Filling, file: Filled) -> Difference | None:
    in_form, text = _name(expected.place), file.results.get(expected.place.at, "")
    cell = file.cells.get(expected.place.at, in_form)
    number = _number(text)
    unworked = cell in file.left or not text
    if not unworked and number is not None and _same(number, expected):
        return None
    shown = _("không tính được ở đây") if unworked else text if number is None else show(round(number, 2))
    name = (
        in_form
        if cell == in_form
        else _("%(cell)s (ở tệp đã điền là %(now)s)") % {"cell": in_form, "now": cell}
    )
    return Difference(expected, name, shown, show(expected.value), _advice(expected, cell, found, file))


def _name(place: Place) -> str:
    """«Biểu 02!H30», as Excel and the filler have it; of Word the table, the row and the column."""
    if "!" in place.at:
        return f"{place.sheet}!{place.at.partition('!')[2]}"
    return _("%(table)s, dòng %(row)s, cột %(column)s") % {
        "table": place.sheet, "row": place.line + 1, "column": place.position + 1,
    }  # fmt: skip


def _same(number: Decimal, expected: Expected) -> bool:
    if not expected.percent:
        return abs(number - expected.value) < Decimal("1e-9") * max(Decimal(1), abs(expected.value))
    shares = (number, number * 100)  # a cell that Excel shows in percent keeps a hundredth
    return any(one.quantize(_TENTH, ROUND_HALF_UP) == expected.value for one in shares)


def _advice(expected: Expected, cell: str, found: Filling, file: Filled) -> str:
    missing = [unit.name for grid, units in found.unlisted if grid == expected.place.grid for unit in units]
    if missing:
        said = _("Bảng không có dòng của %(units)s: thêm dòng vào mẫu rồi tải lên lại")
        said %= {"units": ", ".join(missing)}
    elif cell in file.left or expected.place.at not in file.results:
        said = _(
            "Phần mềm không tính được công thức này: mở tệp mẫu, thay bằng SUM hoặc phép cộng, rồi tải lên lại"
        )
    elif cell in file.short or cell in file.failed:
        said = _("Công thức đi qua ô chưa có số: chờ đơn vị báo cáo, hoặc sửa công thức thành SUM")
    else:
        said = _("Xem lại vùng mà công thức cộng và nguồn của các ô trong cột, trong dòng ấy")
    return said + _("; nếu ô này không cần đối chiếu thì bấm vào ô, chọn «Để điền bằng tay».")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
