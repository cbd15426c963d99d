"""The definition of the two registers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.supervision import rules
from sokehoach.apps.registers.supervision.models import SupervisionProgramme, SupervisionVisit
from sokehoach.domain.orgtree.level import LevelKind
from sokehoach.domain.registers.register_type import Condition, ConditionTest

_WITH_RECOMMENDATION = (Condition("recommendation", ConditionTest.PRESENT),)

PROGRAMMES = RegisterDefinition(
    code="supervision_programmes",
    slug="chuong-trinh-giam-sat",
    name=_("Chương trình giám sát"),
    row=pgettext_lazy("entry", "chương trình"),
    about=_("Mỗi dòng là chương trình giám sát của một năm, kèm số cuộc dự kiến."),
    model=SupervisionProgramme,
    fields=(
        FieldDefinition("day", _("Ngày văn bản"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Số, ký hiệu chương trình"), FieldKind.TEXT, hint=_("ví dụ 05/CTr-MTTQ"), most=60),
        FieldDefinition("year", _("Năm"), FieldKind.YEAR),
        FieldDefinition("visits", _("Số cuộc dự kiến"), FieldKind.NUMBER, most=1_000),
    ),
    columns=("title", "year", "visits"),
    filters=(),
    totals=(),
    check=rules.check_programme,
    unique_per_unit=("year",),
    own_unit_only=True,
    unit_label=_("Đơn vị giám sát"),
    kind="",
    place="",
    measure_names={
        "programmes": _("chương trình của năm"),
        "planned": _("cuộc giám sát theo chương trình"),
    },
)

REGISTER = RegisterDefinition(
    code="supervision",
    slug="giam-sat",
    name=_("Giám sát của Mặt trận, đoàn thể"),
    row=pgettext_lazy("entry", "cuộc giám sát"),
    about=_("Mỗi dòng là một cuộc giám sát do chính Mặt trận, đoàn thể ghi; đơn vị nhận kiến nghị chỉ trả lời."),
    model=SupervisionVisit,
    fields=(
        FieldDefinition("day", _("Ngày giám sát"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("subject", _("Nội dung giám sát"), FieldKind.ONE, "supervision_subject"),
        FieldDefinition(
            "programme",
            _("Theo chương trình"),
            FieldKind.LINE,
            required=False,
            hint=_("để trống nếu đột xuất"),
            register="supervision_programmes",
        ),
        FieldDefinition(
            "visited", _("Đơn vị được giám sát"), FieldKind.UNIT, level_kinds=(LevelKind.BASE, LevelKind.ATTACHED)
        ),
        FieldDefinition(
            "recommendation",
            _("Kiến nghị"),
            FieldKind.TEXT,
            required=False,
            hint=_("về công tác, không về người"),
            most=500,
        ),
        FieldDefinition(
            "addressee",
            _("Gửi kiến nghị đến"),
            FieldKind.UNIT,
            required=False,
            level_kinds=tuple(LevelKind),
            visible_when=_WITH_RECOMMENDATION,
        ),
        FieldDefinition(
            "reply_by",
            _("Đề nghị trả lời trước ngày"),
            FieldKind.DAY,
            required=False,
            visible_when=_WITH_RECOMMENDATION,
        ),
        FieldDefinition(
            "replied_on",
            _("Ngày trả lời"),
            FieldKind.DAY,
            required=False,
            hint=_("đơn vị tự trả lời trên hệ thống; chỉ ghi khi nhận văn bản giấy"),
            group=_("Trả lời kiến nghị"),
            visible_when=_WITH_RECOMMENDATION,
        ),
        FieldDefinition(
            "reply",
            _("Số văn bản trả lời"),
            FieldKind.TEXT,
            required=False,
            most=60,
            visible_when=_WITH_RECOMMENDATION,
        ),
        FieldDefinition(
            "remedy",
            _("Nội dung trả lời"),
            FieldKind.TEXT,
            required=False,
            most=500,
            visible_when=_WITH_RECOMMENDATION,
        ),
    ),
    columns=("subject", "visited", "addressee", "reply_by", "replied_on"),
    filters=("subject",),
    totals=(),
    check=rules.check_visit,
    validate_batch=rules.validate_replies,
    own_unit_only=True,
    unit_label=_("Đơn vị giám sát"),
    title="subject",
    kind="subject",
    place="visited",
    measure_names={
        "visits": _("cuộc giám sát"),
        "recommendations": _("kiến nghị"),
        "replied": _("kiến nghị đã được trả lời từ đầu năm"),
        "waiting": _("kiến nghị chưa được trả lời đến ngày chốt"),
    },
)
