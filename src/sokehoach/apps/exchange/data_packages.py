"""Data packages for analysts: accepted values and figures of periods with their definitions, as an office sees them or
as an account does.

Figures come from consolidated sheets alone, so wall, policy and disclosure apply as on a page: a withheld figure has no
row, and of a figure whose parts are withheld there is the total alone.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
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
from sokehoach.apps.indicators.queries.elements import build_disaggregation_namer, list_option_sets
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.window_rules import get_cut_off
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_plain

type Row = tuple[object, ...]


def _make_text(name: str, title: str) -> PackageColumn:
    return PackageColumn(name, "string", title)


_KEY = (
    _make_text("period", "kỳ"),
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
        ("period", "form", "element", "disaggregation", "unit", "unit_from", "area"),
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
        ("period", "form", "element", "disaggregation", "unit", "unit_from"),
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
        ("form", "period"),
        (),
    ),
}  # fmt: skip


def export_package(into: Path, *, periods: Sequence[str], programme: Programme, by: str, at: datetime) -> str:
    """Write the folder whole or not at all, with its digest in the trail; returns the digest.

    It holds what the standing office of each form's unit sees. NotFoundError for a period of which no form is
    reported. OSError where the folder cannot be written or exists.
    """
    rows = PackageRows()
    for period in periods:
        for form in list_forms(period, programme):
            rows.add_form(form, period, _list_office_sheets(form, period))
    if into.exists():
        raise FileExistsError(into)
    fresh = into.with_name(f"{into.name}.{os.getpid()}")
    fresh.mkdir()
    try:
        digest = write_package(fresh, rows, programme=programme, periods=periods)
        services.record_snapshot(digest=digest, periods={programme.code: periods}, confidential=True, by=by, at=at)
        fresh.rename(into)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return digest


def write_package(folder: Path, rows: "PackageRows", *, programme: Programme, periods: Sequence[str]) -> str:
    """Write the files into an empty folder; returns the digest of their description."""
    tables = [
        PackageTable(name, title, columns, rows.list_rows(name), keys, links)
        for name, (title, columns, keys, links) in _TABLES.items()
    ]
    name = "-".join([programme.code, *periods]).lower().replace("_", "-")
    description = {"name": name, "title": f"{programme.name}, {', '.join(periods)}", "programme": programme.code}
    return data_package.write_package(folder, tables, description)


def _list_office_sheets(form: Form, period: str) -> Iterator[ConsolidatedSheet]:
    areas = list_figure_areas(form=form.uid, period=period)
    if not areas:
        return
    audience = office_audience(sheets.get_area(query_forms.get_unit_code(form.uid), get_cut_off(form, period)))
    for area in areas:
        yield sheets.build_sheet(audience, unit=area, form=form.uid, period=period)


class PackageRows:
    """The rows of each table, collected sheet by sheet."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {name: [] for name in _TABLES}
        self._units: dict[int, Unit] = {}
        self._elements: dict[str, DataElement] = {}
        self._option_sets = list_option_sets()
        self._name_disaggregation = build_disaggregation_namer()

    def list_rows(self, table: str) -> list[Row]:
        """Returns the rows of a table in the order of their keys."""
        match table:
            case "elements":
                rows = [_describe_element(element) for element in self._elements.values()]
            case "options":
                used = {uid for element in self._elements.values() for uid in element.disaggregations}
                return list(_list_options([row for uid, row in self._option_sets.items() if uid in used]))
            case "units":
                rows = [
                    (row.code, row.valid_from, row.name, row.level, row.parent.code if row.parent else "")
                    for row in self._units.values()
                ]
            case _:
                rows = self._rows[table]
        return sorted(rows, key=lambda row: tuple(map(str, row)))

    def add_form(self, form: Form, period: str, form_sheets: Iterable[ConsolidatedSheet]) -> None:
        window = due_days.get_counting_window(form, period)
        self._rows["forms"].append((form.code, form.name, period, window.start, window.cut_off))
        for sheet in form_sheets:
            self._add_sheet(sheet)

    def _add_sheet(self, sheet: ConsolidatedSheet) -> None:
        senders = {sender.key: sender for sender in sheet.senders}
        for line in sheet.lines:
            figure = line.figure
            if figure.withheld is not None:
                continue
            self._elements[line.element.code] = line.element
            key = (
                sheet.period.id,
                sheet.form.code,
                line.element.code,
                self._name_disaggregation(line.cell.disaggregation),
            )
            value = None if figure.value is None else format_plain(figure.value)
            self._rows["figures"].append(
                (*key, *self._place(sheet.unit), value, figure.received, figure.expected, bool(figure.parts_withheld))
            )
            for part in figure.parts:
                if not senders[part.unit].is_area:
                    is_gap = isinstance(part.value, Gap)
                    self._rows["values"].append(
                        (
                            *key, *self._place(senders[part.unit].unit), sheet.unit.code,
                            None if is_gap else format_plain(part.value), format_plain(part.value) if is_gap else "",
                        )
                    )  # fmt: skip

    def _place(self, unit: Unit) -> tuple[object, object]:
        self._units[unit.pk] = unit
        return unit.code, unit.valid_from


def _describe_element(element: DataElement) -> Row:
    return (
        element.code, element.name, element.unit, element.kind.value, element.nature.value, element.over_place.value,
        element.over_time.value, element.counts_persons, element.source,
    )  # fmt: skip


def _list_options(option_sets: list[OptionSet]) -> Iterator[Row]:
    for option_set in option_sets:
        for option in option_set.options:
            yield option_set.code, option.code, option.name
