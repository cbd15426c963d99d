"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.support import rules
from sokehoach.apps.registers.support.models import ServiceTally

REGISTER = RegisterDefinition(
    code="support",
    slug="ho-tro-giam-hai",
    name=_("Hỗ trợ, giảm hại"),
    row=pgettext_lazy("entry", "dòng số liệu"),
    about=_("Mỗi dòng là số đếm toàn địa bàn của một loại dịch vụ trong một quý: chỉ có số, không có chữ."),
    model=ServiceTally,
    fields=(
        FieldDefinition("day", _("Quý"), FieldKind.QUARTER),
        FieldDefinition("kind", _("Dịch vụ"), FieldKind.ONE, "support_service"),
        FieldDefinition(
            "people",
            _("Người được hỗ trợ"),
            FieldKind.NUMBER,
            hint=_("trong quý, mỗi người đếm một lần; không có thì ghi 0"),
            most=100_000,
        ),
        FieldDefinition(
            "times", _("Lượt hỗ trợ"), FieldKind.NUMBER, required=False, hint=_("nếu có đếm"), most=1_000_000
        ),
        FieldDefinition(
            "groups",
            _("Nhóm, câu lạc bộ đang hoạt động"),
            FieldKind.NUMBER,
            required=False,
            hint=_("chỉ với nhóm đồng đẳng"),
            most=1_000,
        ),
    ),
    columns=("kind", "people", "times", "groups"),
    filters=("kind",),
    totals=(),
    check=rules.check_service_tally,
    unique_per_unit=("day", "kind"),
    function="support",
    title="kind",
    place="",
    unit_label=_("Đơn vị giữ sổ"),
)
