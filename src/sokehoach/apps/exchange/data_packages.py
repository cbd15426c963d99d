"""Data packages for analysts: accepted values and figures of a period with their definitions, as an office sees them.

Figures come from consolidated sheets alone, so wall, policy and disclosure apply as on a page: a withheld figure has no
row, and of a figure whose parts are withheld there is the total alone.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sokehoach.adapters.writers import data_package
from sokehoach.adapters.writers.data_package import PackageColumn, PackageTable
from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.figures import list_figure_areas
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet
from sokehoach.apps.exchange import services
from sokehoach.apps.exchange.pages import list_forms
from sokehoach.apps.indicators.queries.elements import list_option_sets
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.domain.indicators.element import DataElement, OptionSet, parse_key
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_plain

type Row = tuple[object, ...]


def _make_text(name: str, title: str) -> PackageColumn:
    return PackageColumn(name, "string", title)


_KEY = (
    _make_text("form", "mã biểu"),
    _make_text("element", "mã chỉ tiêu"),
    _make_text("disaggregation", "phân tổ; trống: tổng"),
)
_PLACE = (_make_text("unit", "mã đơn vị"), PackageColumn("unit_from", "date", "đơn vị có từ ngày"))
_TABLES = {
    "values": (
        "Số liệu đã duyệt của từng đơn vị báo cáo",
        (
            *_KEY, *_PLACE, _make_text("area", "mã địa bàn tổng hợp"), PackageColumn("value", "number", "số"),
            _make_text("gap", "vì sao không có số"),
        ),
        ("form", "element", "disaggregation", "unit", "unit_from", "area"),
        ((("element",), "elements", ("element",)), (("unit", "unit_from"), "units", ("unit", "unit_from"))),
    ),
    "figures": (
        "Số liệu tổng hợp của từng địa bàn",
        (
            *_KEY, *_PLACE, PackageColumn("value", "number", "số"),
            PackageColumn("received", "integer", "số đơn vị đã có số"),
            PackageColumn("expected", "integer", "số đơn vị phải có số"),
            PackageColumn("total_only", "boolean", "chỉ có tổng: số của từng đơn vị không công bố"),
        ),
        ("form", "element", "disaggregation", "unit", "unit_from"),
        ((("element",), "elements", ("element",)), (("unit", "unit_from"), "units", ("unit", "unit_from"))),
    ),
    "elements": (
        "Định nghĩa chỉ tiêu thống kê",
        (
            _make_text("element", "mã"), _make_text("name", "tên"), _make_text("unit_of_measure", "đơn vị tính"),
            _make_text("kind", "loại"),
            _make_text("nature", "thời kỳ (flow) hay thời điểm (stock)"),
            _make_text("over_place", "gộp theo địa bàn"),
            _make_text("over_time", "gộp theo thời gian"), PackageColumn("counts_persons", "boolean", "đếm người"),
            _make_text("source", "nguồn của định nghĩa"),
        ),
        ("element",),
        (),
    ),
    "options": (
        "Danh mục của các phân tổ",
        (_make_text("option_set", "mã danh mục"), _make_text("option", "mã"), _make_text("name", "tên")),
        ("option_set", "option"),
        (),
    ),
    "units": (
        "Đơn vị",
        (*_PLACE, _make_text("name", "tên"), _make_text("level", "mã cấp"), _make_text("parent", "mã đơn vị cấp trên")),
        ("unit", "unit_from"),
        (),
    ),
    "forms": (
        "Biểu mẫu và những ngày được tính",
        (
            _make_text("form", "mã biểu"), _make_text("name", "tên"), _make_text("period", "kỳ"),
            PackageColumn("first_day", "date", "ngày đầu được tính"),
            PackageColumn("cut_off", "date", "ngày chốt số liệu"),
        ),
        ("form",),
        (),
    ),
}  # fmt: skip


def export_package(into: Path, *, period: str, programme: Programme, by: str, at: datetime) -> str:
    """Write the folder whole or not at all, with its digest in the trail; returns the digest.

    NotFoundError for a period of which no form is reported. OSError where the folder cannot be written or exists.
    """
    rows = _PackageRows(list_forms(period, programme), period)
    if into.exists():
        raise FileExistsError(into)
    fresh = into.with_name(f"{into.name}.{os.getpid()}")
    fresh.mkdir()
    try:
        tables = [
            PackageTable(name, title, columns, rows.by_table[name], keys, links)
            for name, (title, columns, keys, links) in _TABLES.items()
        ]
        name = f"{programme.code}-{period}".lower().replace("_", "-")
        digest = data_package.write_package(
            fresh, tables, {"name": name, "title": f"{programme.name}, {period}", "programme": programme.code}
        )
        services.record_snapshot(digest=digest, periods={programme.code: [period]}, confidential=True, by=by, at=at)
        fresh.rename(into)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return digest


class _PackageRows:
    """The rows of each table, by code and first day."""

    def __init__(self, forms: list[Form], period: str) -> None:
        self.by_table: dict[str, list[Row]] = {name: [] for name in _TABLES}
        self._units: dict[int, Unit] = {}
        self._elements: dict[str, DataElement] = {}
        self._option_sets = list_option_sets()
        for form in forms:
            self._add_form(form, period)
        self.by_table["elements"] = [_describe_element(row) for row in self._elements.values()]
        used = {uid for element in self._elements.values() for uid in element.disaggregations}
        self.by_table["options"] = list(_list_options([row for uid, row in self._option_sets.items() if uid in used]))
        self.by_table["units"] = [
            (row.code, row.valid_from, row.name, row.level, row.parent.code if row.parent else "")
            for row in sorted(self._units.values(), key=lambda row: (row.code, row.valid_from))
        ]
        for name in ("values", "figures", "elements"):
            self.by_table[name].sort(key=lambda row: tuple(map(str, row)))

    def _add_form(self, form: Form, period: str) -> None:
        window = due_days.get_counting_window(form, period)
        self.by_table["forms"].append((form.code, form.name, period, window.start, window.cut_off))
        areas = list_figure_areas(form=form.uid, period=period)
        if not areas:
            return
        audience = office_audience(sheets.get_area(query_forms.get_unit_code(form.uid), period))
        for area in areas:
            self._add_sheet(sheets.build_sheet(audience, unit=area, form=form.uid, period=period))

    def _add_sheet(self, sheet: ConsolidatedSheet) -> None:
        senders = {sender.key: sender for sender in sheet.senders}
        for line in sheet.lines:
            figure = line.figure
            if figure.withheld is not None:
                continue
            self._elements[line.element.uid] = line.element
            key = (sheet.form.code, line.element.code, self._name_options(line.cell.disaggregation))
            value = None if figure.value is None else format_plain(figure.value)
            self.by_table["figures"].append(
                (*key, *self._place(sheet.unit), value, figure.received, figure.expected, bool(figure.parts_withheld))
            )
            for part in figure.parts:
                if not senders[part.unit].is_area:
                    is_gap = isinstance(part.value, Gap)
                    self.by_table["values"].append(
                        (
                            *key, *self._place(senders[part.unit].unit), sheet.unit.code,
                            None if is_gap else format_plain(part.value), format_plain(part.value) if is_gap else "",
                        )
                    )  # fmt: skip

    def _place(self, unit: Unit) -> tuple[object, object]:
        self._units[unit.pk] = unit
        return unit.code, unit.valid_from

    def _name_options(self, key: str) -> str:
        """«audience=pupils», with the codes of option sets."""
        options = parse_key(key) or {}
        return ";".join(f"{self._option_sets[uid].code}={option}" for uid, option in options.items())


def _describe_element(element: DataElement) -> Row:
    return (
        element.code, element.name, element.unit, element.kind.value, element.nature.value, element.over_place.value,
        element.over_time.value, element.counts_persons, element.source,
    )  # fmt: skip


def _list_options(option_sets: list[OptionSet]) -> Iterator[Row]:
    for option_set in option_sets:
        for option in option_set.options:
            yield option_set.code, option.code, option.name
