"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.briefings import rules
from sokehoach.apps.registers.briefings.models import Briefing
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

REGISTER = Register(
    code="briefings",
    slug="quan-triet",
    name=_("Quán triệt, chỉ đạo"),
    row=_("lần quán triệt"),
    about=_("Mỗi dòng là một văn bản chỉ đạo hay một hội nghị: quán triệt tới cấp ủy, chính quyền nào."),
    model=Briefing,
    fields=(
        Field("day", _("Ngày"), Kind.DAY, hint=_("ngày văn bản, ngày họp")),
        Field("title", _("Nội dung"), Kind.TEXT, hint=_("trích yếu văn bản, tên hội nghị")),
        Field("kind", _("Hình thức"), Kind.ONE, "briefing_kind"),
        Field("number", _("Số, ký hiệu văn bản"), Kind.TEXT, required=False, most=60),
        Field(
            "people", _("Lượt cán bộ dự"), Kind.NUMBER, required=False, hint=_("với hội nghị"), most=10_000
        ),
        Field("briefed", _("Nơi được quán triệt"), Kind.MANY, "briefed", hint=_("chọn một hay nhiều")),
    ),
    columns=("title", "kind", "briefed", "people"),
    filters=("kind", "briefed"),
    totals=("people",),
    check=rules.check,
    place="",
    links=((_("Theo đơn vị"), "briefings:by_unit"),),
    unit_label=_("Đơn vị quán triệt"),
)
