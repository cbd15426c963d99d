"""The columns of the tables of a draft's reporting schedules, indicators, form sections and cells."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.setup.pages.register_columns import FLAG_WORDS, ColumnKind, TableColumn
from sokehoach.domain.indicators.level import Change, ChangeReference
from sokehoach.domain.reporting.reporting_schedule import ContentKind

SCHEDULES, STAGES, INDICATORS, SECTIONS, CELLS = "schedules", "stages", "indicators", "sections", "cells"
SLUGS: Mapping[str, str] = {SCHEDULES: "che-do", STAGES: "noi-gui", INDICATORS: "chi-so"}  # in addresses
CONTENT_WORDS: Mapping[str, str | Promise] = {
    ContentKind.BOTH: _("lời văn và số liệu"),
    ContentKind.FIGURES: _("số liệu"),
    ContentKind.NARRATIVE: _("lời văn"),
}
PER_WORDS: Mapping[str, str | Promise] = {
    "100": _("chia cho mẫu số, phần trăm"),
    "1000": _("trên 1.000"),
    "10000": _("trên 10.000"),
    "100000": _("trên 100.000"),
    "none": _("không chia: chỉ lấy tử số"),
}
CHANGE_WORDS: Mapping[str, str | Promise] = {
    Change.RISE: _("mức tăng"),
    Change.RISE_PERCENT: _("mức tăng theo phần trăm"),
    Change.FALL: _("mức giảm"),
    Change.FALL_PERCENT: _("mức giảm theo phần trăm"),
}
REFERENCE_WORDS: Mapping[str, str | Promise] = {
    ChangeReference.YEAR_BEFORE: _("cùng kỳ năm trước"),
    ChangeReference.BASELINE: _("mức gốc của mục tiêu"),
}

COLUMNS: Mapping[str, Sequence[TableColumn]] = {
    SCHEDULES: (
        TableColumn("name", _("Tên chế độ báo cáo"), most=300, size="l"),
        TableColumn("subject", _("Nội dung báo cáo"), most=300, size="l"),
        TableColumn("content", _("Gồm"), ColumnKind.CHOICE, CONTENT_WORDS),
        TableColumn("period_types", _("Kỳ báo cáo"), most=200),
        TableColumn("channels", _("Cách gửi"), most=300),
        TableColumn("outlines", _("Đề cương"), most=600),
        TableColumn("basis", _("Căn cứ"), most=300, size="l"),
        TableColumn("valid_from", _("Từ ngày"), most=10, size="s"),
        TableColumn("valid_to", _("Đến trước ngày"), most=10, size="s"),
        TableColumn("procedure", _("Quy trình"), most=600, size="l"),
        TableColumn("code", _("Mã"), most=40),
    ),
    STAGES: (
        TableColumn("schedule", _("Chế độ báo cáo"), most=300, size="l"),
        TableColumn("reporters", _("Nơi gửi"), most=2000, size="l"),
        TableColumn("receiver", _("Nơi nhận"), most=200, size="l"),
        TableColumn("through", _("Qua cơ quan"), most=200, size="l"),
        TableColumn("forms", _("Biểu"), most=600),
        TableColumn("due", _("Hạn gửi"), most=200, size="l"),
        TableColumn("window", _("Chốt số liệu"), most=200, size="l"),
        TableColumn("lock_days", _("Khóa sau hạn (ngày làm việc)"), ColumnKind.NUMBER, most=3, size="s"),
    ),
    INDICATORS: (
        TableColumn("name", _("Tên chỉ số"), most=200, size="l"),
        TableColumn("numerator", _("Tử số"), ColumnKind.FORMULA, most=400, size="l"),
        TableColumn("denominator", _("Mẫu số"), ColumnKind.FORMULA, most=400, size="l"),
        TableColumn("per", _("Cách tính"), ColumnKind.CHOICE, PER_WORDS),
        TableColumn("change", _("So sánh"), ColumnKind.CHOICE, CHANGE_WORDS),
        TableColumn("compared_with", _("So với"), ColumnKind.CHOICE, REFERENCE_WORDS),
        TableColumn("on_map", _("Vẽ bản đồ"), ColumnKind.FLAG, FLAG_WORDS, size="s"),
        TableColumn("words", _("Chữ có trong mục tiêu"), most=300, size="l"),
        TableColumn("source", _("Căn cứ"), most=300, size="l"),
        TableColumn("code", _("Mã"), most=40),
    ),
    SECTIONS: (
        TableColumn("title", _("Tên phần"), most=300, size="l"),
        TableColumn("clauses", _("Mục của kế hoạch"), most=300),
        TableColumn("code", _("Mã"), most=20, size="s"),
    ),
    CELLS: (
        TableColumn("code", _("Mã ô"), most=20, size="s"),
        TableColumn("element", _("Chỉ tiêu"), ColumnKind.ELEMENT, most=300, size="l"),
        TableColumn("disaggregation", _("Trong đó"), most=300),
        TableColumn("label", _("Nhãn riêng"), most=600, size="l"),
        TableColumn("depth", _("Lùi vào"), ColumnKind.NUMBER, most=1, size="s"),
        TableColumn("sum_of", _("Cộng các ô"), most=600),
        TableColumn("same_as", _("Bằng ô"), most=60),
        TableColumn("source", _("Lấy từ sổ"), most=200, size="l"),
        TableColumn("most", _("Nhiều nhất (ký tự)"), ColumnKind.NUMBER, most=5, size="s"),
    ),
}  # fmt: skip
# The value of a cell where the file says nothing.
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    SCHEDULES: {"content": ContentKind.BOTH},
    INDICATORS: {"per": "100", "on_map": "no"},
}
TITLES: Mapping[str, str | Promise] = {
    SCHEDULES: _("Chế độ báo cáo"),
    STAGES: _("Nơi gửi, hạn, biểu"),
    INDICATORS: _("Chỉ số"),
    SECTIONS: _("Các phần của biểu"),
    CELLS: _("Các ô"),
}
