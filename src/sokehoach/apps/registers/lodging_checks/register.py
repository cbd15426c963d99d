"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.lodging_checks import rules
from sokehoach.apps.registers.lodging_checks.models import PoliceRound
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

REGISTER = Register(
    code="lodging_checks",
    slug="luu-tru",
    name=_("Kiểm tra lưu trú, hướng dẫn cơ sở"),
    row=_("đợt kiểm tra"),
    about=_("Mỗi dòng là một đợt của lực lượng công an: đếm lượt kiểm tra, lượt cơ sở được hướng dẫn."),
    model=PoliceRound,
    fields=(
        Field("day", _("Ngày"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("kind", _("Loại đợt"), Kind.ONE, "police_round"),
        Field("places", _("Lượt kiểm tra"), Kind.NUMBER, hint=_("không có thì ghi 0"), most=100_000),
        Field(
            "guided", _("Lượt cơ sở được hướng dẫn"), Kind.NUMBER, hint=_("không có thì ghi 0"), most=10_000
        ),
    ),
    columns=("kind", "places", "guided"),
    filters=("kind",),
    totals=("places", "guided"),
    check=rules.check,
    function="enforcement",
    title="kind",
    place="",
    unit_label=_("Đơn vị thực hiện"),
)
