"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.briefings import rules
from sokehoach.apps.registers.briefings.models import Briefing
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.domain.registers.register_type import Condition, ConditionTest


def _exclude_kind(kind: str) -> tuple[Condition, ...]:
    """Once another kind is chosen; it may be one that a programme adds."""
    return (Condition("kind", ConditionTest.NONE_OF, (kind,)), Condition("kind", ConditionTest.PRESENT))


REGISTER = RegisterDefinition(
    code="briefings",
    slug="quan-triet",
    name=_("Quán triệt, chỉ đạo"),
    row=pgettext_lazy("entry", "lần quán triệt"),
    about=_("Mỗi dòng là một văn bản chỉ đạo hay một hội nghị: quán triệt tới cấp ủy, chính quyền nào."),
    model=Briefing,
    fields=(
        FieldDefinition("day", _("Ngày"), FieldKind.DAY, hint=_("ngày văn bản, ngày họp")),
        FieldDefinition("title", _("Nội dung"), FieldKind.TEXT, hint=_("trích yếu văn bản, tên hội nghị")),
        FieldDefinition("kind", _("Hình thức"), FieldKind.ONE, "briefing_kind"),
        FieldDefinition(
            "number",
            _("Số, ký hiệu văn bản"),
            FieldKind.TEXT,
            required=False,
            most=60,
            visible_when=_exclude_kind("conference"),
        ),
        FieldDefinition(
            "people",
            _("Lượt cán bộ dự"),
            FieldKind.NUMBER,
            required=False,
            hint=_("với hội nghị"),
            most=10_000,
            visible_when=_exclude_kind("document"),
        ),
        FieldDefinition("briefed", _("Nơi được quán triệt"), FieldKind.MANY, "briefed", hint=_("chọn một hay nhiều")),
    ),
    columns=("title", "kind", "briefed", "people"),
    filters=("kind", "briefed"),
    totals=("people",),
    check=rules.check_briefing,
    place="",
    links=((_("Theo đơn vị"), "briefings:by_unit"),),
    unit_label=_("Đơn vị quán triệt"),
)
