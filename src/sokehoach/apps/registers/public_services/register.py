"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.public_services import rules
from sokehoach.apps.registers.public_services.models import PublicService
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

REGISTER = Register(
    code="public_services",
    slug="dich-vu-ho-tro",
    name=_("Dịch vụ hỗ trợ công khai"),
    row=_("dịch vụ"),
    about=_(
        "Mỗi dòng là một dịch vụ miễn phí, kín đáo của một cơ quan; dòng có «Công khai» hiện trên trang cho mọi người."
    ),
    model=PublicService,
    fields=(
        Field("day", _("Ngày rà soát"), Kind.DAY, hint=_("ngày gọi thử, hỏi lại nơi cung cấp")),
        Field("title", _("Dịch vụ"), Kind.TEXT, hint=_("viết cho người dân đọc"), most=120),
        Field("kind", _("Loại dịch vụ"), Kind.ONE, "support_service"),
        Field("provider", _("Nơi cung cấp"), Kind.TEXT, hint=_("tên cơ quan, địa chỉ cơ quan"), most=200),
        Field(
            "hotline", _("Điện thoại công khai"), Kind.TEXT, hint=_("của cơ quan, không của cá nhân"), most=60
        ),
        Field("hours", _("Thời gian phục vụ"), Kind.TEXT, required=False, most=120),
        Field("published", _("Công khai"), Kind.FLAG, hint=_("hiện trên trang cho mọi người")),
    ),
    columns=("title", "kind", "provider", "hotline", "published"),
    filters=("kind",),
    totals=(),
    check=rules.check,
    place="provider",
    unit_label=_("Đơn vị rà soát"),
)
