"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.activities import rules
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.shelf.joint import JOINT_PROGRAMMES

REGISTER = Register(
    code="activities",
    slug="truyen-thong",
    name=_("Hoạt động truyền thông"),
    row=_("hoạt động"),
    about=_(
        "Mỗi dòng là một hoạt động của một đơn vị tổ chức: ngày, nơi, hình thức, người nghe, lượt người."
    ),
    model=Activity,
    fields=(
        Field("day", _("Ngày"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Tên hoạt động"), Kind.TEXT),
        Field("kind", _("Hình thức"), Kind.ONE, "kind"),
        Field("channel", _("Kênh"), Kind.ONE, "channel"),
        Field("place", _("Nơi tổ chức"), Kind.TEXT, hint=_("bản, trường, chợ… trong xã"), most=200),
        Field(
            "items",
            _("Số lượng"),
            Kind.NUMBER,
            required=False,
            hint=_("buổi phát, chiếc, tờ, tin bài"),
            most=1_000_000,
        ),
        Field("people", _("Lượt người"), Kind.NUMBER, required=False, hint=_("0 đến 100.000"), most=100_000),
        Field("women", _("Trong đó nữ"), Kind.NUMBER, required=False, hint=_("nếu có đếm"), most=100_000),
        Field("audiences", _("Người nghe, người xem"), Kind.MANY, "audience", hint=_("chọn một hay nhiều")),
        Field("contents", _("Nội dung"), Kind.MANY, "content", hint=_("chọn đủ nội dung đã truyền đạt")),
        Field("languages", _("Ngôn ngữ"), Kind.MANY, "language", hint=_("chọn một hay nhiều")),
        Field(
            "minutes",
            _("Số phút phát sóng"),
            Kind.NUMBER,
            required=False,
            hint=_("của các buổi phát cộng lại"),
            most=1_000_000,
        ),
        JOINT_PROGRAMMES,
    ),
    columns=("title", "kind", "audiences", "people", "items"),
    filters=("kind", "audiences", "contents", "channel", "languages", "joint_programmes"),
    totals=("people",),
    check=rules.check,
    links=((_("Theo nội dung"), "activities:by_content"),),
)
