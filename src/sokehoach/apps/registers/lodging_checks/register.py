"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.lodging_checks import rules
from sokehoach.apps.registers.lodging_checks.models import PoliceRound

REGISTER = RegisterDefinition(
    code="lodging_checks",
    slug="luu-tru",
    name=_("Kiểm tra lưu trú, hướng dẫn cơ sở"),
    row=pgettext_lazy("entry", "đợt kiểm tra"),
    about=_("Mỗi dòng là một đợt của lực lượng công an: đếm lượt kiểm tra, lượt cơ sở được hướng dẫn."),
    model=PoliceRound,
    fields=(
        FieldDefinition("day", _("Ngày"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("kind", _("Loại đợt"), FieldKind.ONE, "police_round"),
        FieldDefinition("places", _("Lượt kiểm tra"), FieldKind.NUMBER, hint=_("không có thì ghi 0"), most=100_000),
        FieldDefinition(
            "guided",
            _("Lượt cơ sở được hướng dẫn"),
            FieldKind.NUMBER,
            hint=_("không có thì ghi 0"),
            most=10_000,
        ),
    ),
    columns=("kind", "places", "guided"),
    filters=("kind",),
    totals=("places", "guided"),
    check=rules.check_police_round,
    function="enforcement",
    title="kind",
    place="",
    unit_label=_("Đơn vị thực hiện"),
)
