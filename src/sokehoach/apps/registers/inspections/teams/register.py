"""The definition of the three registers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.inspections.teams import rules
from sokehoach.apps.registers.inspections.teams.models import Conclusion, Meeting, TeamDecision
from sokehoach.apps.registers.inspections.teams.queries import list_links, name_decision

_BODY = FieldDefinition(
    "body", _("Ban, đội, tổ"), FieldKind.ONE, "team_body", meanings=(rules.COMMITTEE,), has_other_options=True
)

REGISTER = RegisterDefinition(
    code="teams",
    slug="doi-kiem-tra",
    name=_("Đội kiểm tra, ban chỉ đạo"),
    row=pgettext_lazy("entry", "quyết định"),
    about=_("Mỗi dòng là một quyết định thành lập, kiện toàn: người đứng đầu, cấp phó, thành viên."),
    model=TeamDecision,
    reference_name=name_decision,
    unit_label=_("Đơn vị của đội, ban"),
    fields=(
        FieldDefinition("day", _("Ngày quyết định"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Số, ký hiệu"), FieldKind.TEXT, hint=_("ví dụ 512/QĐ-UBND"), most=60),
        _BODY,
        FieldDefinition("act", _("Nội dung"), FieldKind.ONE, "team_act"),
        FieldDefinition("authority", _("Cơ quan ký"), FieldKind.TEXT, hint=_("ghi tên cơ quan"), most=200),
        FieldDefinition("heads", _("Trưởng"), FieldKind.STAFF, hint=_("một người")),
        FieldDefinition("deputies", _("Phó"), FieldKind.STAFF, required=False),
        FieldDefinition("members", _("Thành viên"), FieldKind.STAFF, required=False),
    ),
    columns=("title", "body", "act", "heads"),
    filters=("body", "act"),
    totals=(),
    check=rules.check_decision,
    kind="body",
    place="",
    measure_names={
        "teams": _("đội, ban đến ngày chốt"),
        "renewed": _("được thành lập, kiện toàn trong năm"),
    },
)

MEETINGS = RegisterDefinition(
    code="meetings",
    slug="hop-chi-dao",
    name=_("Họp ban chỉ đạo, đội kiểm tra"),
    row=pgettext_lazy("entry", "cuộc họp"),
    about=_("Mỗi dòng là một cuộc họp; kết luận ghi ở sổ kết luận và giao thành nhiệm vụ có hạn."),
    model=Meeting,
    reference_name=str,
    links=((_("Giao kết luận thành nhiệm vụ"), "teams:meetings"),),
    line_links=list_links,
    fields=(
        FieldDefinition("day", _("Ngày họp"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Nội dung họp"), FieldKind.TEXT),
        _BODY,
        FieldDefinition("attended", _("Số người dự"), FieldKind.NUMBER, most=1_000),
        FieldDefinition("number", _("Số thông báo kết luận"), FieldKind.TEXT, required=False, most=60),
    ),
    columns=("title", "body", "attended", "number"),
    filters=("body",),
    totals=(),
    check=rules.check_meeting,
    kind="body",
    place="",
    measure_names={
        "meetings": _("cuộc họp"),
    },
)

CONCLUSIONS = RegisterDefinition(
    code="conclusions",
    slug="ket-luan-hop",
    name=_("Kết luận cuộc họp"),
    row=pgettext_lazy("entry", "kết luận"),
    about=_("Mỗi dòng là một việc mà cuộc họp giao cho một cơ quan, có hạn hoặc thường xuyên."),
    model=Conclusion,
    fields=(
        FieldDefinition("day", _("Ngày kết luận"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("meeting", _("Cuộc họp"), FieldKind.LINE, register="meetings", same_unit=True),
        FieldDefinition("title", _("Việc phải làm"), FieldKind.TEXT),
        FieldDefinition("lead", _("Cơ quan chủ trì"), FieldKind.UNIT),
        FieldDefinition("due_on", _("Hạn"), FieldKind.DAY, required=False, hint=_("để trống nếu là việc thường xuyên")),
    ),
    columns=("title", "lead", "due_on", "meeting"),
    filters=(),
    totals=(),
    check=rules.check_conclusion,
    kind="lead",
    place="",
    measure_names={
        "conclusions": _("kết luận"),
        "assigned": _("kết luận đã giao thành nhiệm vụ"),
    },
)
