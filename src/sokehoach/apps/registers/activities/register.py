"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.activities import rules
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.core.joint import JOINT_PROGRAMMES
from sokehoach.domain.registers.register_type import Condition, ConditionTest


def _exclude_kinds(*kinds: str) -> tuple[Condition, ...]:
    """Once a kind is chosen that is none of these; it may be one that a programme adds."""
    return (Condition("kind", ConditionTest.NONE_OF, kinds), Condition("kind", ConditionTest.PRESENT))


REGISTER = RegisterDefinition(
    code="activities",
    slug="truyen-thong",
    name=_("Hoạt động truyền thông"),
    row=pgettext_lazy("entry", "hoạt động"),
    about=_("Mỗi dòng là một hoạt động của một đơn vị tổ chức: ngày, nơi, hình thức, người nghe, lượt người."),
    model=Activity,
    fields=(
        FieldDefinition("day", _("Ngày"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Tên hoạt động"), FieldKind.TEXT),
        FieldDefinition("kind", _("Hình thức"), FieldKind.ONE, "kind"),
        FieldDefinition("channel", _("Kênh"), FieldKind.ONE, "channel"),
        FieldDefinition("place", _("Nơi tổ chức"), FieldKind.TEXT, hint=_("bản, trường, chợ… trong địa bàn"), most=200),
        FieldDefinition(
            "items",
            _("Số lượng"),
            FieldKind.NUMBER,
            required=False,
            hint=_("buổi phát, chiếc, tờ, tin bài"),
            most=1_000_000,
            visible_when=_exclude_kinds(*rules.GATHERINGS),
        ),
        FieldDefinition(
            "people",
            _("Lượt người"),
            FieldKind.NUMBER,
            required=False,
            hint=_("0 đến 100.000"),
            most=100_000,
            visible_when=_exclude_kinds(*rules.UNATTENDED),
        ),
        FieldDefinition(
            "women",
            _("Trong đó nữ"),
            FieldKind.NUMBER,
            required=False,
            hint=_("nếu có đếm"),
            most=100_000,
            visible_when=_exclude_kinds(*rules.UNATTENDED),
        ),
        FieldDefinition(
            "audiences", _("Người nghe, người xem"), FieldKind.MANY, "audience", hint=_("chọn một hay nhiều")
        ),
        FieldDefinition("contents", _("Nội dung"), FieldKind.MANY, "content", hint=_("chọn đủ nội dung đã truyền đạt")),
        FieldDefinition("languages", _("Ngôn ngữ"), FieldKind.MANY, "language", hint=_("chọn một hay nhiều")),
        FieldDefinition(
            "minutes",
            _("Số phút phát sóng"),
            FieldKind.NUMBER,
            required=False,
            hint=_("của các buổi phát cộng lại"),
            most=1_000_000,
            visible_when=_exclude_kinds(*rules.GATHERINGS, *rules.UNATTENDED, "leaflet"),
        ),
        JOINT_PROGRAMMES,
    ),
    columns=("title", "kind", "audiences", "people", "items"),
    filters=("kind", "audiences", "contents", "channel", "languages", "joint_programmes"),
    totals=("people",),
    check=rules.check_activity,
    links=((_("Theo nội dung"), "activities:by_content"),),
)
