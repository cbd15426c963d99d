"""Names the files of a programme, and the fields and values of its definition, in words of officials."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.programmes.queries.policies import get_function_name, list_functions
from sokehoach.domain.indicators.element import Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.registers.sanctions import Subject

# Files of the text form, in the order in which they are shown.
FILES: dict[str, Promise] = {
    "programme.yaml": _("tên chương trình, đơn vị, ngày bắt đầu"),
    "elements.csv": _("chỉ tiêu thống kê"),
    "option_sets.yaml": _("danh mục lựa chọn, phân tổ"),
    "indicators.yaml": _("chỉ số"),
    "targets.csv": _("mức chỉ tiêu theo năm, đơn vị"),
    "regimes.yaml": _("chế độ báo cáo, kỳ, hạn"),
    "roles.yaml": _("vai trò, quyền"),
    "registers.yaml": _("sổ và nơi ghi sổ"),
    "questions.yaml": _("câu hỏi số liệu soạn sẵn"),
    "checklists.yaml": _("danh mục kiểm tra"),
    "criteria.yaml": _("thang điểm"),
    "sanctions.csv": _("khung phạt"),
    "levels.yaml": _("cấp đơn vị, dùng chung"),
    "units.csv": _("địa bàn, dùng chung"),
    "agencies.csv": _("cơ quan, dùng chung"),
    "groups.yaml": _("tên gọi nhiều đơn vị, dùng chung"),
    "map.csv": _("chỗ trên bản đồ"),
    "english.csv": _("bảng tên tiếng Anh"),
    "policy.yaml": _("nhóm bảo mật, nơi được đếm người"),
}
_FOLDERS: dict[str, Promise] = {"forms": _("biểu mẫu"), "outlines": _("đề cương báo cáo"), "registers": _("loại sổ")}
_PLAN = _("văn bản kế hoạch mẫu")

FIELDS: dict[str, Promise] = {
    "code": _("mã"),
    "name": _("tên"),
    "short_name": _("tên ngắn"),
    "label": _("nhãn"),
    "english": _("tên tiếng Anh"),
    "title": _("tiêu đề"),
    "hint": _("chú giải"),
    "unit": _("đơn vị tính"),
    "kind": _("loại số"),
    "nature": _("thời kỳ hay thời điểm"),
    "over_time": _("cộng theo thời gian"),
    "over_place": _("cộng theo nơi"),
    "function": _("chức năng"),
    "form": _("biểu"),
    "counts_persons": _("đếm người"),
    "disaggregations": _("phân tổ"),
    "clauses": _("mục của kế hoạch"),
    "source": _("nguồn"),
    "decimals": _("số chữ số thập phân"),
    "indicator": _("chỉ số"),
    "year": _("năm"),
    "bound": _("so sánh"),
    "value": _("mức"),
    "carry": _("dùng cho các năm sau"),
    "baseline": _("mức gốc"),
    "letterhead": _("tên trên văn bản"),
    "level": _("cấp"),
    "parent": _("đơn vị cấp trên"),
    "valid_from": _("từ ngày"),
    "valid_to": _("đến trước ngày"),
    "valid_until": _("đến trước ngày"),
    "successors": _("đơn vị kế tục"),
    "other_predecessors": _("nơi khác nhập vào"),
    "aliases": _("tên gọi khác"),
    "asked": _("được đề nghị, không được giao"),
    "longitude": _("kinh độ"),
    "latitude": _("vĩ độ"),
    "act": _("hành vi"),
    "subject": pgettext_lazy("column", "đối tượng"),
    "decree": _("nghị định"),
    "article": _("điều"),
    "least": _("mức thấp nhất"),
    "most": _("mức cao nhất"),
    "warning": _("có cảnh cáo"),
    "numerator": _("tử số"),
    "denominator": _("mẫu số"),
    "rule": _("cách tính"),
    "options": _("lựa chọn"),
    "order": _("thứ tự"),
    "sum_of": _("cộng các ô"),
    "section": _("phần"),
    "due": _("hạn nộp"),
    "reporters": _("đơn vị báo cáo"),
    "counting_window": _("khoảng thời gian tính"),
    "actions": pgettext_lazy("column", "quyền"),
    "functions": _("chức năng"),
    "stages": _("nơi gửi, hạn, biểu"),
    "forms": _("biểu"),
    "receiver": _("nơi nhận"),
    "outline": _("các mục"),
    "heading": _("đề mục"),
    "narrative": _("ô nhận xét"),
}

_YES_NO = ("yes", "no")
# Columns that have a closed list.
_CHOICES: Mapping[str, Sequence[str]] = {
    "kind": tuple(ValueKind),
    "nature": tuple(Nature),
    "over_time": tuple(Operator),
    "over_place": tuple(Operator),
    "counts_persons": _YES_NO,
    "asked": _YES_NO,
    "carry": _YES_NO,
    "warning": _YES_NO,
    "subject": tuple(Subject),
}
_VALUES: dict[str, Promise] = {
    ValueKind.COUNT: _("số nguyên"),
    ValueKind.DECIMAL: _("số thập phân"),
    ValueKind.MONEY: _("số tiền"),
    ValueKind.PERCENTAGE: _("tỷ lệ, gồm tử số và mẫu số"),
    ValueKind.FLAG: _("có hay không"),
    ValueKind.CHOICE: _("chọn một"),
    ValueKind.CHOICES: _("chọn nhiều"),
    ValueKind.DATE: _("ngày"),
    ValueKind.TEXT: _("một dòng lời"),
    ValueKind.LONG_TEXT: _("đoạn lời"),
    Nature.FLOW: _("phát sinh trong kỳ"),
    Nature.STOCK: _("có tại thời điểm chốt"),
    Operator.SUM: _("cộng"),
    Operator.LAST: _("lấy số cuối"),
    Operator.MAX: _("lấy số lớn nhất"),
    Operator.MIN: _("lấy số nhỏ nhất"),
    Operator.NONE: _("không gộp"),
    "yes": _("có"),
    "no": _("không"),
    Subject.HOLDER: _("chủ cơ sở"),
    Subject.PERSON: _("người có hành vi"),
}


def name_file(name: str) -> str:
    """«chỉ tiêu thống kê» for elements.csv."""
    return str(_FOLDERS.get(name.partition("/")[0]) or FILES.get(name, _PLAN))


def name_field(name: str, columns: Collection[str] = ()) -> str:
    """«đơn vị tính» for unit; the name itself where it has no words.

    `columns`: those of its table. Beside an indicator a unit is an organisation unit.
    """
    if name == "unit" and "indicator" in columns:
        return str(_("đơn vị"))
    return str(FIELDS.get(name, name))


def list_choices(column: str) -> Sequence[str]:
    """The values of a column that has a closed list, else none."""
    return (*list_functions(),) if column == "function" else _CHOICES.get(column, ())


def name_value(column: str, value: str) -> str:
    """«phát sinh trong kỳ» for flow; the value itself where its column has no closed list."""
    if column == "function":
        return get_function_name(value)
    return str(_VALUES[value]) if value in list_choices(column) else value


def sort_files(names: Iterable[str]) -> list[str]:
    """The names in the order of FILES, those of folders after the elements."""
    order = list(FILES)

    def get_rank(name: str) -> tuple[float, str]:
        if "/" in name:
            return (1.5, name)
        return (order.index(name) if name in FILES else len(order), name)

    return sorted(names, key=get_rank)
