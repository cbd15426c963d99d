"""The definition of the register."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.orgunits.queries.level_names import base_areas_title
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.health_checks import rules
from sokehoach.apps.registers.health_checks.models import HealthRound

REGISTER = RegisterDefinition(
    code="health_checks",
    slug="kham-suc-khoe",
    name=_("Khám sức khỏe người lao động"),
    row=pgettext_lazy("entry", "đợt khám"),
    about=_(
        "Mỗi dòng là số đếm toàn địa bàn của một quý: đến hạn khám, đã khám, điều kiện về y tế. Không theo nơi, cơ sở."
    ),
    model=HealthRound,
    fields=(
        FieldDefinition("day", _("Quý"), FieldKind.QUARTER),
        FieldDefinition(
            "communes",
            format_lazy(_("{areas} có đợt khám"), areas=base_areas_title()),
            FieldKind.NUMBER,
            hint=_("chỉ ghi số; mỗi nơi đếm một lần trong 6 tháng, quý sau không đếm lại"),
            most=1_000,
        ),
        FieldDefinition(
            "due",
            _("Người lao động đến hạn khám"),
            FieldKind.NUMBER,
            required=False,
            hint=_("chưa biết thì để trống, đừng ghi 0"),
            most=100_000,
        ),
        FieldDefinition("checked", _("Người lao động đã được khám"), FieldKind.NUMBER, most=100_000),
        FieldDefinition("conditions", _("Lượt cơ sở được kiểm tra điều kiện về y tế"), FieldKind.NUMBER, most=10_000),
    ),
    columns=("communes", "due", "checked", "conditions"),
    filters=(),
    totals=("checked", "conditions"),
    check=rules.check_health_round,
    unique_per_unit=("day",),
    function="support",
    title="day",
    kind="",
    place="",
    unit_label=_("Đơn vị giữ sổ"),
)
