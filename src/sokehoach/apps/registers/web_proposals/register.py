"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.web_proposals import rules
from sokehoach.apps.registers.web_proposals.models import WebProposal

REGISTER = RegisterDefinition(
    code="web_proposals",
    slug="de-nghi-chan-trang",
    name=_("Đề nghị ngăn chặn trang mạng"),
    row=pgettext_lazy("entry", "đề nghị"),
    about=_("Mỗi dòng là một tên miền đã đề nghị ngăn chặn: căn cứ, nơi nhận, trả lời."),
    model=WebProposal,
    fields=(
        FieldDefinition("day", _("Ngày đề nghị"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition(
            "title", _("Tên miền"), FieldKind.TEXT, hint=_("ví dụ vidu.com, không ghi đường dẫn"), most=253
        ),
        FieldDefinition("ground", _("Căn cứ"), FieldKind.ONE, "web_ground"),
        FieldDefinition("sent_to", _("Nơi nhận đề nghị"), FieldKind.TEXT, hint=_("tên cơ quan"), most=200),
        FieldDefinition("number", _("Số văn bản"), FieldKind.TEXT, required=False, most=60),
        FieldDefinition("answer", _("Trả lời"), FieldKind.ONE, "web_answer", required=False),
        FieldDefinition("answered_on", _("Ngày trả lời"), FieldKind.DAY, required=False),
    ),
    columns=("title", "ground", "sent_to", "answer"),
    filters=("ground", "answer"),
    totals=(),
    check=rules.check_proposal,
    kind="ground",
    place="",
)
