"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.public_services import rules
from sokehoach.apps.registers.public_services.models import PublicService

REGISTER = RegisterDefinition(
    code="public_services",
    slug="dich-vu-ho-tro",
    name=_("Dịch vụ hỗ trợ công khai"),
    row=pgettext_lazy("entry", "dịch vụ"),
    about=_(
        "Mỗi dòng là một dịch vụ miễn phí, kín đáo của một cơ quan; dòng có «Công khai» hiện trên trang cho mọi người."
    ),
    model=PublicService,
    reference_name=str,
    fields=(
        FieldDefinition("day", _("Ngày rà soát"), FieldKind.DAY, hint=_("ngày gọi thử, hỏi lại nơi cung cấp")),
        FieldDefinition("title", _("Dịch vụ"), FieldKind.TEXT, hint=_("viết cho người dân đọc"), most=120),
        FieldDefinition("kind", _("Loại dịch vụ"), FieldKind.ONE, "support_service"),
        FieldDefinition(
            "provider", _("Nơi cung cấp"), FieldKind.TEXT, hint=_("tên cơ quan, địa chỉ cơ quan"), most=200
        ),
        FieldDefinition(
            "hotline",
            _("Điện thoại công khai"),
            FieldKind.TEXT,
            hint=_("của cơ quan, không của cá nhân"),
            most=60,
        ),
        FieldDefinition("hours", _("Thời gian phục vụ"), FieldKind.TEXT, required=False, most=120),
        FieldDefinition("published", _("Công khai"), FieldKind.FLAG, hint=_("hiện trên trang cho mọi người")),
    ),
    columns=("title", "kind", "provider", "hotline", "published"),
    filters=("kind",),
    totals=(),
    check=rules.check_hotline,
    place="provider",
    unit_label=_("Đơn vị rà soát"),
)
