"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.area_checks import rules
from sokehoach.apps.registers.area_checks.models import AreaRound
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

REGISTER = Register(
    code="area_checks",
    slug="ra-soat-dia-ban",
    name=_("Rà soát địa bàn"),
    row=_("lượt rà soát"),
    about=_("Mỗi dòng là một lượt rà soát tại một thôn, bản: đếm việc đã làm, không ghi đã gặp ai."),
    model=AreaRound,
    fields=(
        Field("day", _("Ngày"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("village", _("Thôn, bản, tổ dân phố"), Kind.TEXT, hint=_("một nơi một dòng"), most=100),
        Field("kind", _("Loại rà soát"), Kind.ONE, "area_round"),
        Field(
            "places",
            _("Nơi được rà soát"),
            Kind.NUMBER,
            hint=_("số hộ, số cơ sở, số điểm đã đến"),
            most=10_000,
        ),
        Field(
            "guided",
            _("Cơ sở được hướng dẫn"),
            Kind.NUMBER,
            hint=_("hướng dẫn, nhắc nhở quy định; không có thì ghi 0"),
            most=1_000,
        ),
    ),
    columns=("village", "kind", "places", "guided"),
    filters=("kind",),
    totals=("places", "guided"),
    check=rules.check,
    title="village",
    place="village",
    unit_label=_("Đơn vị rà soát"),
)
