"""The definition of the register."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.orgunits.queries.level_names import base_areas_lazy, base_areas_title
from sokehoach.apps.registers.assessment import rules
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.domain.registers.assessment import Outcome

REGISTER = RegisterDefinition(
    code="assessment",
    slug="xa-lanh-manh",
    name=format_lazy(_("Xây dựng {areas} lành mạnh"), areas=base_areas_lazy()),
    row=pgettext_lazy("entry", "đăng ký"),
    about=_("Mỗi dòng là đăng ký của một năm; từ đó tự chấm điểm, lập biên bản, ghi quyết định công nhận."),
    model=Assessment,
    unit_label=base_areas_title(),
    fields=(
        FieldDefinition("day", _("Ngày đăng ký"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("year", _("Năm"), FieldKind.YEAR),
        FieldDefinition("aimed", _("Đăng ký đạt"), FieldKind.ONE, "healthy_class"),
    ),
    columns=("aimed", "year"),
    filters=("aimed",),
    totals=(),
    check=rules.check_registration,
    unique_per_unit=("year",),
    option_sets={"recognition": (Outcome.KEPT, Outcome.NEW), "assessment_ground": ()},
    page="assessment:sheet",
    links=((_("Theo năm"), "assessment:year"), (_("Thang điểm"), "assessment:scheme")),
    title="aimed",
    kind="aimed",
    place="",
    measure_names={
        "registered": format_lazy(_("{areas} đăng ký trong năm"), areas=base_areas_lazy()),
        "scored": format_lazy(_("{areas} đã tự chấm điểm trong năm"), areas=base_areas_lazy()),
        "declined": _("chưa công nhận, không xét hoặc thôi giữ loại theo quyết định gần nhất"),
        "lost": _("không còn giữ loại mà quyết định trước đã công nhận"),
    },
)
