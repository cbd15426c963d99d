"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.area_checks import rules
from sokehoach.apps.registers.area_checks.models import AreaRound
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind

REGISTER = RegisterDefinition(
    code="area_checks",
    slug="ra-soat-dia-ban",
    name=_("Rà soát địa bàn"),
    row=pgettext_lazy("entry", "lượt rà soát"),
    about=_("Mỗi dòng là một lượt rà soát tại một thôn, bản: đếm việc đã làm, không ghi đã gặp ai."),
    model=AreaRound,
    fields=(
        FieldDefinition("day", _("Ngày"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("village", _("Thôn, bản, tổ dân phố"), FieldKind.TEXT, hint=_("một nơi một dòng"), most=100),
        FieldDefinition("kind", _("Loại rà soát"), FieldKind.ONE, "area_round"),
        FieldDefinition(
            "places",
            _("Nơi được rà soát"),
            FieldKind.NUMBER,
            hint=_("số hộ, số cơ sở, số điểm đã đến"),
            most=10_000,
        ),
        FieldDefinition(
            "guided",
            _("Cơ sở được hướng dẫn"),
            FieldKind.NUMBER,
            hint=_("hướng dẫn, nhắc nhở quy định; không có thì ghi 0"),
            most=1_000,
        ),
    ),
    columns=("village", "kind", "places", "guided"),
    filters=("kind",),
    totals=("places", "guided"),
    check=rules.check_area_round,
    title="village",
    place="village",
    unit_label=_("Đơn vị rà soát"),
)
