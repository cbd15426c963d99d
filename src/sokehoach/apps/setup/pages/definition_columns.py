"""The columns of the tables of a draft's reporting schedules, indicators and forms: heads, cells, checks, boxes."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sokehoach.adapters.programme_files.definition import Writers
from sokehoach.apps.setup.pages.register_columns import FLAG_WORDS, ColumnKind, TableColumn
from sokehoach.domain.indicators.level import Change, ChangeReference
from sokehoach.domain.reporting.form import Rule
from sokehoach.domain.reporting.reporting_schedule import ContentKind

SCHEDULES, STAGES, INDICATORS, SECTIONS, CELLS = "schedules", "stages", "indicators", "sections", "cells"
FORMS, CHECKS, BOXES = "forms", "checks", "boxes"
OUTLINES, SENTENCES = "outlines", "sentences"
PROGRAMME, ASSUMPTIONS, ROLES = "programme", "assumptions", "roles"
# In addresses: of tables of the whole draft, and of lists of one form.
SLUGS: Mapping[str, str] = {
    SCHEDULES: "che-do", STAGES: "noi-gui", INDICATORS: "chi-so", FORMS: "bieu", OUTLINES: "de-cuong",
    PROGRAMME: "chuong-trinh", ASSUMPTIONS: "gia-dinh", ROLES: "vai-tro",
}  # fmt: skip
FORM_SLUGS: Mapping[str, str] = {CHECKS: "kiem-tra", BOXES: "nhan-xet"}
MOST_ROWS: Mapping[str, int] = {
    CHECKS: 300,
    SENTENCES: 200,
    PROGRAMME: 1,
}  # their few cells are within what one request may send
SENTENCE = "sentence"
LEVEL_WORDS: Mapping[str, str | Promise] = {
    SENTENCE: _("câu"),
    "1": _("mục I, II"),
    "2": _("khoản 1, 2"),
    "3": _("điểm a, b"),
}
WRITER_WORDS: Mapping[str, str | Promise] = {
    Writers.ISSUER: _("cơ quan ban hành"),
    Writers.COMMUNE: _("từng địa bàn cơ sở"),
    Writers.AGENCY: _("từng cơ quan"),
}
CONTENT_WORDS: Mapping[str, str | Promise] = {
    ContentKind.BOTH: _("lời văn và số liệu"),
    ContentKind.FIGURES: _("số liệu"),
    ContentKind.NARRATIVE: _("lời văn"),
}
PER_WORDS: Mapping[str, str | Promise] = {
    "100": _("chia cho mẫu số, phần trăm"),
    "1": _("chia cho mẫu số, bình quân mỗi một"),
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
CHECK_WORDS: Mapping[str, str | Promise] = {
    Rule.PART_WITHIN_WHOLE: _("ô đầu không lớn hơn (không muộn hơn) ô sau"),
    Rule.PARTS_SUM_TO_WHOLE: _("ô đầu bằng tổng các ô sau"),
    Rule.SHARE_OF_WHOLE: _("ô đầu là % của ô thứ hai trên ô thứ ba"),
    Rule.REQUIRED_WITH: _("ô đầu lớn hơn 0 thì phải trả lời ô sau"),
    Rule.EXCLUDED_BY: _("ô đầu lớn hơn 0 thì ô sau không có số"),
    Rule.NONE_WITHOUT: _("ô sau là 0 thì ô đầu cũng là 0"),
    Rule.ONE_OF: _("chọn đúng một trong các ô"),
    Rule.WITHIN_HISTORY: _("không khác hẳn các kỳ trước"),
    Rule.WHOLE_AT_LEAST_PART: _("kỳ dài không nhỏ hơn từng kỳ trong đó"),
    Rule.WHOLE_IS_SUM_OF_PARTS: _("kỳ dài bằng tổng các kỳ trong đó"),
    Rule.STOCK_AND_FLOW: _("ô đầu bằng kỳ trước cộng ô thứ hai, trừ ô thứ ba"),
}
HARD_WORDS: Mapping[str, str | Promise] = {
    "yes": _("không gửi được"),
    "no": _("chỉ nhắc, vẫn gửi được"),
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
        TableColumn("due", _("Hạn gửi"), ColumnKind.LONG, most=200, size="l"),
        TableColumn("window", _("Chốt số liệu"), ColumnKind.LONG, most=200, size="l"),
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
    FORMS: (
        TableColumn("code", _("Mã biểu"), most=20, size="s"),
        TableColumn("name", _("Tên biểu"), most=300, size="l"),
        TableColumn("period_types", _("Kỳ báo cáo"), most=200),
        TableColumn("reporters", _("Nơi gửi"), most=2000, size="l"),
        TableColumn("window", _("Chốt số liệu"), ColumnKind.LONG, most=200, size="l"),
        TableColumn("due", _("Hạn gửi"), ColumnKind.LONG, most=200, size="l"),
        TableColumn("due_by_level", _("Hạn riêng của cấp"), ColumnKind.LONG, most=600, size="l"),
        TableColumn("function", _("Nhóm số liệu"), ColumnKind.LONG, most=100),
        TableColumn("source", _("Căn cứ"), most=300, size="l"),
        TableColumn("assumed", _("Giả định"), most=600, size="l"),
    ),
    CHECKS: (
        TableColumn("rule", _("Phép kiểm tra"), ColumnKind.CHOICE, CHECK_WORDS, size="l"),
        TableColumn("cells", _("Các ô"), most=1000, size="l"),
        TableColumn("hard", _("Khi sai"), ColumnKind.FLAG, HARD_WORDS),
    ),
    OUTLINES: (
        TableColumn("code", _("Mã đề cương"), most=40),
        TableColumn("title", _("Tên báo cáo"), ColumnKind.LONG, most=300, size="l"),
        TableColumn("writers", _("Ai lập"), ColumnKind.CHOICE, WRITER_WORDS, size="l"),
        TableColumn("issuer", _("Cơ quan ban hành"), most=200, size="l"),
        TableColumn("superior", _("Cơ quan chủ quản"), most=200, size="l"),
        TableColumn("addressees", _("Kính gửi"), ColumnKind.LONG, most=1000, size="l"),
        TableColumn("annexes", _("Biểu kèm theo"), ColumnKind.LONG, most=600),
        TableColumn("follows", _("Theo nội dung của đề cương"), most=60),
        TableColumn("symbol", _("Ký hiệu"), most=60, size="s"),
        TableColumn("place", _("Nơi lập"), most=100),
        TableColumn("authority", _("Quyền hạn, chức vụ người ký"), most=300, size="l"),
        TableColumn("copies", _("Nơi nhận khác"), most=1000, size="l"),
        TableColumn("filed", _("Lưu"), most=100, size="s"),
        TableColumn("source", _("Căn cứ"), most=300, size="l"),
    ),
    PROGRAMME: (
        TableColumn("name", _("Tên chương trình"), ColumnKind.LONG, most=200, size="l"),
        TableColumn("short_name", _("Tên ngắn"), most=60),
        TableColumn("standing_office", _("Cơ quan thường trực"), most=200, size="l"),
        TableColumn("valid_from", _("Từ ngày"), most=10, size="s"),
        TableColumn("report_due_days", _("Hạn báo cáo chung (ngày làm việc)"), ColumnKind.NUMBER, most=3, size="s"),
    ),
    ASSUMPTIONS: (
        TableColumn("what", _("Điều giả định"), ColumnKind.LONG, most=300, size="l"),
        TableColumn("value", _("Giá trị"), ColumnKind.LONG, most=300, size="l"),
        TableColumn("reason", _("Vì sao"), ColumnKind.LONG, most=300, size="l"),
    ),
    ROLES: (
        TableColumn("name", _("Tên vai trò"), ColumnKind.LONG, most=150, size="l"),
        TableColumn("levels", _("Của cấp"), most=300),
        TableColumn("functions", _("Nhóm số liệu"), ColumnKind.LONG, most=300),
        TableColumn("actions", _("Được làm"), ColumnKind.LONG, most=3000, size="l"),
        TableColumn("code", _("Mã"), most=40),
    ),
    SENTENCES: (
        TableColumn("level", _("Dòng là"), ColumnKind.CHOICE, LEVEL_WORDS),
        TableColumn("text", _("Đề mục hoặc câu"), ColumnKind.LONG, most=2000, size="l"),
        TableColumn("zero", _("Câu thay khi mọi số bằng 0"), ColumnKind.LONG, most=2000, size="l"),
        TableColumn("narrative", _("In ô nhận xét"), ColumnKind.BOX, most=300),
    ),
    BOXES: (
        TableColumn("title", _("Tên ô nhận xét"), most=300, size="l"),
        TableColumn("hint", _("Gợi ý cho người viết"), most=300, size="l"),
        TableColumn("most", _("Nhiều nhất (ký tự)"), ColumnKind.NUMBER, most=5, size="s"),
        TableColumn("code", _("Mục đề cương"), ColumnKind.HEADING, most=300, size="l"),
    ),
}  # fmt: skip
# The value of a cell where the file says nothing.
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    SCHEDULES: {"content": ContentKind.BOTH},
    INDICATORS: {"per": "100", "on_map": "no"},
    CHECKS: {"hard": "yes"},
    OUTLINES: {"writers": Writers.ISSUER},
    SENTENCES: {"level": SENTENCE},
}
TITLES: Mapping[str, str | Promise] = {
    SCHEDULES: _("Chế độ báo cáo"),
    STAGES: _("Nơi gửi, hạn, biểu"),
    INDICATORS: _("Chỉ số"),
    SECTIONS: _("Các phần của biểu"),
    CELLS: _("Các ô"),
    FORMS: _("Biểu mẫu"),
    CHECKS: _("Phép kiểm tra của biểu"),
    BOXES: _("Ô nhận xét của biểu"),
    OUTLINES: _("Đề cương báo cáo"),
    SENTENCES: _("Đề mục và câu"),
    PROGRAMME: _("Tên, ngày, hạn của chương trình"),
    ASSUMPTIONS: _("Điều giả định"),
    ROLES: _("Vai trò"),
}
