"""What the shelf is told of the two registers."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.supervision import rules
from sokehoach.apps.registers.supervision.models import SupervisionProgramme, SupervisionVisit

PROGRAMMES = Register(
    code="supervision_programmes",
    slug="chuong-trinh-giam-sat",
    name=_("Chương trình giám sát"),
    row=_("chương trình"),
    about=_("Mỗi dòng là chương trình giám sát của một năm, kèm số cuộc dự kiến."),
    model=SupervisionProgramme,
    fields=(
        Field("day", _("Ngày văn bản"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Số, ký hiệu chương trình"), Kind.TEXT, hint=_("ví dụ 05/CTr-MTTQ"), most=60),
        Field("year", _("Năm"), Kind.YEAR),
        Field("visits", _("Số cuộc dự kiến"), Kind.NUMBER, most=1_000),
    ),
    columns=("title", "year", "visits"),
    filters=(),
    totals=(),
    check=rules.check_programme,
    once=("year",),
    own_unit_only=True,
    unit_label=_("Đơn vị giám sát"),
    kind="",
    place="",
)

REGISTER = Register(
    code="supervision",
    slug="giam-sat",
    name=_("Giám sát của Mặt trận, đoàn thể"),
    row=_("cuộc giám sát"),
    about=_(
        "Mỗi dòng là một cuộc giám sát do chính Mặt trận, đoàn thể ghi; đơn vị nhận kiến nghị chỉ trả lời."
    ),
    model=SupervisionVisit,
    fields=(
        Field("day", _("Ngày giám sát"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("subject", _("Nội dung giám sát"), Kind.ONE, "supervision_subject"),
        Field(
            "programme",
            _("Theo chương trình"),
            Kind.LINE,
            required=False,
            hint=_("để trống nếu đột xuất"),
            register="supervision_programmes",
        ),
        Field("visited", _("Đơn vị được giám sát"), Kind.UNIT, levels=("commune", "township", "agency")),
        Field(
            "recommendation",
            _("Kiến nghị"),
            Kind.TEXT,
            required=False,
            hint=_("về công tác, không về người"),
            most=500,
        ),
        Field(
            "addressee",
            _("Gửi kiến nghị đến"),
            Kind.UNIT,
            required=False,
            levels=("commune", "township", "district", "agency"),
        ),
        Field("reply_by", _("Đề nghị trả lời trước ngày"), Kind.DAY, required=False),
        Field(
            "replied_on",
            _("Ngày trả lời"),
            Kind.DAY,
            required=False,
            hint=_("đơn vị tự trả lời trên hệ thống; chỉ ghi khi nhận văn bản giấy"),
            group=_("Trả lời kiến nghị"),
        ),
        Field("reply", _("Số văn bản trả lời"), Kind.TEXT, required=False, most=60),
        Field("remedy", _("Nội dung trả lời"), Kind.TEXT, required=False, most=500),
    ),
    columns=("subject", "visited", "addressee", "reply_by", "replied_on"),
    filters=("subject",),
    totals=(),
    check=rules.check_visit,
    kept=rules.keep_reply,
    own_unit_only=True,
    unit_label=_("Đơn vị giám sát"),
    title="subject",
    kind="subject",
    place="visited",
)
