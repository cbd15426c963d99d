"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.enforcement import rules
from sokehoach.apps.registers.enforcement.models import NUMBERS, NUMBERS_BY_SOURCE, CaseTally
from sokehoach.domain.registers.register_type import Condition, ConditionTest

_GROUPS = {
    "cases": _("Vụ việc; tụ điểm, địa bàn phức tạp; tin báo, tố giác"),
    "persons": _("Người vi phạm, theo vai trò"),
    "fined": _("Xử phạt hành chính"),
    "criminal_cases": _("Khởi tố"),
    "trafficking_cases": _("Mua bán người; bóc lột tình dục người dưới 18 tuổi"),
    "victims": _("Nạn nhân; người dưới 18 tuổi bị xâm hại, bóc lột"),
    "indicted_cases": _("Truy tố, xét xử: nguồn là Viện kiểm sát, Tòa án"),
}
_HINTS = {
    "hot_spots": _("ở ngày cuối"),
    "tips_settled": _("trong số tin của dòng này"),
    "persons": _("không tính nạn nhân"),
    "others": _("hoặc chưa xác định"),
    "trafficking_cases": _("trong số vụ án khởi tố"),
    "accused_trafficking": _("trong số bị can khởi tố"),
    "child_exploitation_cases": _("trong số vụ án khởi tố"),
    "accused_child_exploitation": _("trong số bị can khởi tố"),
}


def _build_number_field(name: str) -> FieldDefinition:
    """Which numbers an entry must have depends on its source: rules.check_source."""
    label = CaseTally._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    source = next(code for code, names in NUMBERS_BY_SOURCE.items() if name in names)
    kind, most = (FieldKind.MONEY, 0) if name == "fines" else (FieldKind.NUMBER, 100_000)
    return FieldDefinition(
        name,
        label,
        kind,
        required=False,
        hint=_HINTS.get(name, _("không có thì ghi 0")),
        most=most,
        group=_GROUPS.get(name, ""),
        visible_when=(Condition("source", ConditionTest.ONE_OF, (source,)),),
    )


REGISTER = RegisterDefinition(
    code="enforcement",
    slug="dau-tranh-xu-ly",
    name=_("Số liệu đấu tranh, xử lý"),
    row=pgettext_lazy("entry", "dòng số liệu"),
    about=_("Mỗi dòng là số đếm toàn địa bàn của một nguồn, từ ngày đến ngày: không tên người, không địa điểm."),
    model=CaseTally,
    fields=(
        FieldDefinition("day", _("Đến ngày"), FieldKind.DAY, hint=_("ngày cuối được đếm")),
        FieldDefinition(
            "since",
            _("Từ ngày"),
            FieldKind.DAY,
            hint=_("cùng một kỳ chốt số liệu: 16/11–15/5 hay 16/5–15/11"),
        ),
        FieldDefinition("source", _("Nguồn số liệu"), FieldKind.ONE, "case_source", meanings=tuple(NUMBERS_BY_SOURCE)),
        *(_build_number_field(name) for name in NUMBERS),
    ),
    columns=("source", "since", "cases", "persons", "criminal_cases", "tried_cases"),
    filters=("source",),
    totals=("cases", "persons"),
    check=rules.check_tally,
    validate_batch=rules.validate_days_counted_once,
    unique_per_unit=("day", "source"),
    function="enforcement",
    title="source",
    kind="",
    place="",
    unit_label=_("Đơn vị giữ sổ"),
)
