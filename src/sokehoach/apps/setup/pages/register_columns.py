"""The columns of the tables in which a register is defined: labels, and closed lists in words of officials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sokehoach.adapters.programme_files.register_files import CONSTRAINTS, FIELDS, MEASURES
from sokehoach.domain.orgtree.level import LevelKind
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.register_type import ConstraintRule, MeasureOperation, MeasureSpan, MeasureUnits

OPTIONS = "options"  # the table of an option set


class ColumnKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    NUMBER = "number"
    FIELD = "field"  # a field of the table, by its label or code
    FIELDS = "fields"  # several, with «;» between them
    CONDITIONS = "conditions"
    SOURCE = "source"  # from what is chosen: an option set, another register, levels of units
    CELLS = "cells"  # cells of forms
    ELEMENT = "element"  # a data element, by its name or code
    FORMULA = "formula"  # a sum of data elements
    HEADING = "heading"  # of an outline, under which it prints a text
    BOX = "box"  # a text box of a form
    LONG = "long"  # some lines of words


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`choices`: the closed list by code; `most`: letters that a cell takes; `size`: its width on a wide page."""

    name: str
    label: str | Promise
    kind: ColumnKind = ColumnKind.TEXT
    choices: Mapping[str, str | Promise] = field(default_factory=dict)
    most: int = 300
    size: str = "m"

    @property
    def is_closed(self) -> bool:
        return bool(self.choices)

    @property
    def is_offered(self) -> bool:
        """Whether the page offers what a cell may hold, beside what is typed."""
        return self.kind in (ColumnKind.ELEMENT, ColumnKind.FORMULA, ColumnKind.HEADING, ColumnKind.BOX)


FLAG_WORDS: Mapping[str, str | Promise] = {"yes": _("có"), "no": _("không")}
SLUGS: Mapping[str, str] = {FIELDS: "truong", CONSTRAINTS: "rang-buoc", MEASURES: "phep-dem"}  # in addresses
KIND_WORDS: Mapping[str, str | Promise] = {
    FieldKind.NUMBER: _("số nguyên"),
    FieldKind.DECIMAL: _("số thập phân"),
    FieldKind.PERCENT: _("phần trăm (%)"),
    FieldKind.MONEY: _("số tiền (đồng)"),
    FieldKind.DAY: _("ngày"),
    FieldKind.ONE: _("chọn một"),
    FieldKind.MANY: _("chọn nhiều"),
    FieldKind.FLAG: _("có hay không"),
    FieldKind.TEXT: _("một dòng lời"),
    FieldKind.LONG: _("đoạn lời"),
    FieldKind.DOMAIN: _("tên miền"),
    FieldKind.YEAR: _("năm"),
    FieldKind.QUARTER: _("quý"),
    FieldKind.UNIT: _("một đơn vị"),
    FieldKind.UNITS: _("nhiều đơn vị"),
    FieldKind.LINE: _("dòng của sổ khác"),
}
LEVEL_KIND_WORDS: Mapping[str, str | Promise] = {
    LevelKind.CONSOLIDATING: _("địa bàn tổng hợp"),
    LevelKind.BASE: _("địa bàn cơ sở"),
    LevelKind.ATTACHED: _("cơ quan, đơn vị"),
}
RULE_WORDS: Mapping[str, str | Promise] = {
    ConstraintRule.AT_MOST: _("từng trường không lớn hơn (không sau)"),
    ConstraintRule.AT_LEAST: _("từng trường không nhỏ hơn (không trước)"),
    ConstraintRule.SUM_AT_MOST: _("tổng các trường không lớn hơn"),
    ConstraintRule.SUM_EQUALS: _("tổng các trường bằng"),
    ConstraintRule.ONE_PRESENT: _("phải ghi ít nhất một trường"),
    ConstraintRule.ONE_POSITIVE: _("ít nhất một số lớn hơn 0"),
    ConstraintRule.ONLY_WITH: _("chỉ ghi khi đã ghi trường kia"),
    ConstraintRule.ALL_OR_NONE: _("ghi đủ các trường hoặc để trống cả"),
    ConstraintRule.NOT_AFTER_TODAY: _("không sau ngày ghi"),
    ConstraintRule.ONE_PLACE: _("chỉ ghi tên một nơi"),
    ConstraintRule.WITHIN_CUT_OFFS: _("không vắt qua ngày chốt số liệu"),
    ConstraintRule.NO_OVERLAP: _("các dòng không trùng ngày"),
    ConstraintRule.TOTAL_AT_MOST: _("cộng mọi dòng không lớn hơn"),
}
OPERATION_WORDS: Mapping[str, str | Promise] = {
    MeasureOperation.COUNT: _("đếm dòng"),
    MeasureOperation.SUM: _("cộng"),
    MeasureOperation.SUM_WRITTEN: _("cộng các số đã ghi"),
    MeasureOperation.AVERAGE: _("trung bình các số đã ghi"),
    MeasureOperation.DISTINCT: _("đếm giá trị khác nhau"),
    MeasureOperation.DISTINCT_PLACES: _("đếm nơi khác nhau"),
    MeasureOperation.LAST: _("lấy số cuối"),
    MeasureOperation.LAST_WRITTEN: _("lấy số cuối đã ghi"),
    MeasureOperation.HAS_ALL: _("đủ mọi lựa chọn"),
    MeasureOperation.HAS_ANY: _("đếm dòng có một trong các lựa chọn"),
    MeasureOperation.REACHES: _("đếm đơn vị đạt mẫu số"),
}
SPAN_WORDS: Mapping[str, str | Promise] = {
    MeasureSpan.FLOW: _("trong kỳ"),
    MeasureSpan.YEAR: _("từ đầu năm"),
    MeasureSpan.STOCK: _("đến ngày chốt"),
}
UNITS_WORDS: Mapping[str, str | Promise] = {
    MeasureUnits.OWN_UNIT: _("đơn vị ghi sổ"),
    MeasureUnits.AREA: _("mọi cơ quan trong địa bàn"),
    MeasureUnits.AREA_AND_BELOW: _("cả địa bàn và bên dưới"),
    MeasureUnits.BASE_AREAS: _("các địa bàn cơ sở"),
}

# The flags of a field that are lists of the register: column of the table → list of the file.
LIST_COLUMNS = {"shown": "columns", "filtered": "filters", "added": "totals", "unique": "unique"}

_FIELD_COLUMNS = (
    TableColumn("label", _("Nhãn"), most=100, size="l"),
    TableColumn("kind", _("Kiểu"), ColumnKind.CHOICE, KIND_WORDS),
    TableColumn("source", _("Chọn từ"), ColumnKind.SOURCE, most=2000, size="l"),
    TableColumn("required", _("Bắt buộc"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("visible_when", _("Chỉ hiện khi"), ColumnKind.CONDITIONS, most=1000, size="l"),
    TableColumn("required_when", _("Bắt buộc khi"), ColumnKind.CONDITIONS, most=1000, size="l"),
    TableColumn("most", _("Nhiều nhất"), ColumnKind.NUMBER, most=15, size="s"),
    TableColumn("hint", _("Chú giải"), most=200, size="l"),
    TableColumn("shown", _("Cột của sổ"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("filtered", _("Để lọc"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("added", _("Cộng"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("unique", _("Không trùng"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("counts_persons", _("Đếm người"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("same_unit", _("Cùng đơn vị"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("own_area", _("Trong địa bàn"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("keeps_hidden", _("Ẩn vẫn nhận"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
    TableColumn("group", _("Nhóm"), most=100),
    TableColumn("missing_message", _("Câu báo khi thiếu"), most=200, size="l"),
    TableColumn("misplaced_message", _("Câu báo khi phải để trống"), most=200, size="l"),
    TableColumn("code", _("Mã"), most=40),
)
_CONSTRAINT_COLUMNS = (
    TableColumn("rule", _("Quy tắc"), ColumnKind.CHOICE, RULE_WORDS, size="l"),
    TableColumn("fields", _("Các trường"), ColumnKind.FIELDS, most=1000, size="l"),
    TableColumn("other", _("So với"), ColumnKind.FIELD, most=100),
    TableColumn("of", _("Các dòng cùng"), ColumnKind.FIELD, most=100),
    TableColumn("message", _("Câu báo khi sai"), most=200, size="l"),
    TableColumn("cut_offs", _("Ngày chốt"), most=100, size="s"),  # last: what is pasted from Excel has the others
)
_MEASURE_COLUMNS = (
    TableColumn("name", _("Tên"), most=120, size="l"),
    TableColumn("operation", _("Phép"), ColumnKind.CHOICE, OPERATION_WORDS, size="l"),
    TableColumn("field", _("Trường"), ColumnKind.FIELD, most=100),
    TableColumn("conditions", _("Chỉ tính dòng có"), ColumnKind.CONDITIONS, most=1000, size="l"),
    TableColumn("span", _("Khoảng thời gian"), ColumnKind.CHOICE, SPAN_WORDS),
    TableColumn("units", _("Của"), ColumnKind.CHOICE, UNITS_WORDS, size="l"),
    TableColumn("cells", _("Ô của biểu"), ColumnKind.CELLS, most=1000),
    TableColumn("through", _("Tính cho đơn vị ở"), ColumnKind.FIELD, most=100),
    TableColumn("dated_by", _("Theo ngày ở"), ColumnKind.FIELD, most=100),
    TableColumn("latest_by", _("Dòng mới nhất của mỗi"), ColumnKind.FIELD, most=100),
    TableColumn("options", _("Các lựa chọn phải có"), most=1000),
    TableColumn("adds_when", _("Trong đó chỉ cộng dòng có"), ColumnKind.CONDITIONS, most=1000, size="l"),
    TableColumn("rows", _("Tính trên dòng của sổ"), most=100),
    TableColumn("denominator", _("Mẫu số"), most=100),
    TableColumn("code", _("Mã"), most=40),
)
_OPTION_COLUMNS = (
    TableColumn("name", _("Tên"), most=200, size="l"),
    TableColumn("code", _("Mã"), most=40),
    TableColumn("owner", _("Thuộc lựa chọn"), most=200, size="l"),  # of the set that this one breaks down
    TableColumn("combines", _("Gồm cả"), most=1000, size="l"),  # options of the same set
)
COLUMNS: Mapping[str, Sequence[TableColumn]] = {
    FIELDS: _FIELD_COLUMNS,
    CONSTRAINTS: _CONSTRAINT_COLUMNS,
    MEASURES: _MEASURE_COLUMNS,
    OPTIONS: _OPTION_COLUMNS,
}
# What the file need not say: the value of a cell that is blank there.
DEFAULTS = {"required": "yes", "span": MeasureSpan.FLOW, "units": MeasureUnits.OWN_UNIT}
TITLES: Mapping[str, str | Promise] = {
    FIELDS: _("Các trường"),
    CONSTRAINTS: _("Ràng buộc giữa các trường"),
    MEASURES: _("Phép đếm cho báo cáo"),
    OPTIONS: _("Các lựa chọn"),
}
