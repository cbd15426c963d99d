"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.assessment import rules
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

REGISTER = Register(
    code="assessment",
    slug="xa-lanh-manh",
    name=_("Xây dựng xã, thị trấn lành mạnh"),
    row=_("đăng ký"),
    about=_("Mỗi dòng là đăng ký của một năm; từ đó tự chấm điểm, lập biên bản, ghi quyết định công nhận."),
    model=Assessment,
    unit_label=_("Xã, thị trấn"),
    fields=(
        Field("day", _("Ngày đăng ký"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("year", _("Năm"), Kind.YEAR),
        Field("aimed", _("Đăng ký đạt"), Kind.ONE, "healthy_class"),
    ),
    columns=("aimed", "year"),
    filters=("aimed",),
    totals=(),
    check=rules.check,
    once=("year",),
    page="assessment:sheet",
    links=((_("Theo năm"), "assessment:year"), (_("Thang điểm"), "assessment:scheme")),
    title="aimed",
    kind="aimed",
    place="",
)
