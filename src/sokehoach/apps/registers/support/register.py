"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.support import rules
from sokehoach.apps.registers.support.models import ServiceTally

REGISTER = Register(
    code="support",
    slug="ho-tro-giam-hai",
    name=_("Hỗ trợ, giảm hại"),
    row=_("dòng số liệu"),
    about=_("Mỗi dòng là số đếm toàn huyện của một loại dịch vụ trong một quý: chỉ có số, không có chữ."),
    model=ServiceTally,
    fields=(
        Field("day", _("Quý"), Kind.QUARTER),
        Field("kind", _("Dịch vụ"), Kind.ONE, "support_service"),
        Field(
            "people",
            _("Người được hỗ trợ"),
            Kind.NUMBER,
            hint=_("trong quý, mỗi người đếm một lần; không có thì ghi 0"),
            most=100_000,
        ),
        Field("times", _("Lượt hỗ trợ"), Kind.NUMBER, required=False, hint=_("nếu có đếm"), most=1_000_000),
        Field(
            "groups",
            _("Nhóm, câu lạc bộ đang hoạt động"),
            Kind.NUMBER,
            required=False,
            hint=_("chỉ với nhóm đồng đẳng"),
            most=1_000,
        ),
    ),
    columns=("kind", "people", "times", "groups"),
    filters=("kind",),
    totals=(),
    check=rules.check,
    once=("day", "kind"),
    function="support",
    title="kind",
    place="",
    unit_label=_("Đơn vị giữ sổ"),
)
