"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.health_checks import rules
from sokehoach.apps.registers.health_checks.models import HealthRound
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

REGISTER = Register(
    code="health_checks",
    slug="kham-suc-khoe",
    name=_("Khám sức khỏe người lao động"),
    row=_("đợt khám"),
    about=_(
        "Mỗi dòng là số đếm của một xã trong một quý: đến hạn khám, đã khám, điều kiện về y tế. Không theo cơ sở."
    ),
    model=HealthRound,
    fields=(
        Field("day", _("Quý"), Kind.QUARTER),
        Field("commune", _("Xã, thị trấn"), Kind.UNIT, levels=("commune", "township")),
        Field(
            "due",
            _("Người lao động đến hạn khám"),
            Kind.NUMBER,
            required=False,
            hint=_("chưa biết thì để trống, đừng ghi 0"),
            most=100_000,
        ),
        Field("checked", _("Người lao động đã được khám"), Kind.NUMBER, most=100_000),
        Field("conditions", _("Lượt cơ sở được kiểm tra điều kiện về y tế"), Kind.NUMBER, most=10_000),
    ),
    columns=("commune", "due", "checked", "conditions"),
    filters=(),
    totals=("checked", "conditions"),
    check=rules.check,
    once=("day", "commune"),
    function="support",
    title="commune",
    kind="",
    place="commune",
    unit_label=_("Đơn vị giữ sổ"),
)
