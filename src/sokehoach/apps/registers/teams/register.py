"""What the shelf is told of the three registers."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.teams import rules
from sokehoach.apps.registers.teams.models import Conclusion, Meeting, TeamDecision
from sokehoach.apps.registers.teams.selectors.meetings import links

_BODY = Field("body", _("Ban, đội, tổ"), Kind.ONE, "team_body")

REGISTER = Register(
    code="teams",
    slug="doi-kiem-tra",
    name=_("Đội kiểm tra, ban chỉ đạo"),
    row=_("quyết định"),
    about=_("Mỗi dòng là một quyết định thành lập, kiện toàn: người đứng đầu, cấp phó, thành viên."),
    model=TeamDecision,
    unit_label=_("Đơn vị của đội, ban"),
    fields=(
        Field("day", _("Ngày quyết định"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Số, ký hiệu"), Kind.TEXT, hint=_("ví dụ 512/QĐ-UBND"), most=60),
        _BODY,
        Field("act", _("Nội dung"), Kind.ONE, "team_act"),
        Field("authority", _("Cơ quan ký"), Kind.TEXT, hint=_("ví dụ UBND huyện"), most=200),
        Field("heads", _("Trưởng"), Kind.STAFF, hint=_("một người")),
        Field("deputies", _("Phó"), Kind.STAFF, required=False),
        Field("members", _("Thành viên"), Kind.STAFF, required=False),
    ),
    columns=("title", "body", "act", "heads"),
    filters=("body", "act"),
    totals=(),
    check=rules.check_decision,
    kind="body",
    place="",
)

MEETINGS = Register(
    code="meetings",
    slug="hop-chi-dao",
    name=_("Họp ban chỉ đạo, đội kiểm tra"),
    row=_("cuộc họp"),
    about=_("Mỗi dòng là một cuộc họp; kết luận ghi ở sổ kết luận và giao thành nhiệm vụ có hạn."),
    model=Meeting,
    links=((_("Giao kết luận thành nhiệm vụ"), "teams:meetings"),),
    line_links=links,
    fields=(
        Field("day", _("Ngày họp"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Nội dung họp"), Kind.TEXT),
        _BODY,
        Field("attended", _("Số người dự"), Kind.NUMBER, most=1_000),
        Field("number", _("Số thông báo kết luận"), Kind.TEXT, required=False, most=60),
    ),
    columns=("title", "body", "attended", "number"),
    filters=("body",),
    totals=(),
    check=rules.check_meeting,
    kind="body",
    place="",
)

CONCLUSIONS = Register(
    code="conclusions",
    slug="ket-luan-hop",
    name=_("Kết luận cuộc họp"),
    row=_("kết luận"),
    about=_("Mỗi dòng là một việc mà cuộc họp giao cho một cơ quan, có hạn hoặc thường xuyên."),
    model=Conclusion,
    fields=(
        Field("day", _("Ngày kết luận"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("meeting", _("Cuộc họp"), Kind.LINE, register="meetings", own=True),
        Field("title", _("Việc phải làm"), Kind.TEXT),
        Field("lead", _("Cơ quan chủ trì"), Kind.UNIT),
        Field("due_on", _("Hạn"), Kind.DAY, required=False, hint=_("để trống nếu là việc thường xuyên")),
    ),
    columns=("title", "lead", "due_on", "meeting"),
    filters=(),
    totals=(),
    check=rules.check_conclusion,
    kind="lead",
    place="",
)
