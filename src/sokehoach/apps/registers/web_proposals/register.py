"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.web_proposals import rules
from sokehoach.apps.registers.web_proposals.models import WebProposal

REGISTER = Register(
    code="web_proposals",
    slug="de-nghi-chan-trang",
    name=_("Đề nghị ngăn chặn trang mạng"),
    row=_("đề nghị"),
    about=_("Mỗi dòng là một tên miền đã đề nghị ngăn chặn: căn cứ, nơi nhận, trả lời."),
    model=WebProposal,
    fields=(
        Field("day", _("Ngày đề nghị"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Tên miền"), Kind.TEXT, hint=_("ví dụ vidu.com, không ghi đường dẫn"), most=253),
        Field("ground", _("Căn cứ"), Kind.ONE, "web_ground"),
        Field("sent_to", _("Nơi nhận đề nghị"), Kind.TEXT, hint=_("tên cơ quan"), most=200),
        Field("number", _("Số văn bản"), Kind.TEXT, required=False, most=60),
        Field("answer", _("Trả lời"), Kind.ONE, "web_answer", required=False),
        Field("answered_on", _("Ngày trả lời"), Kind.DAY, required=False),
    ),
    columns=("title", "ground", "sent_to", "answer"),
    filters=("ground", "answer"),
    totals=(),
    check=rules.check,
    kind="ground",
    place="",
)
