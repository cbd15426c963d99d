"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.work_checks import rules
from sokehoach.apps.registers.work_checks.models import WorkCheck
from sokehoach.domain.registers.register_type import Condition, ConditionTest

_WITH_REMEDY = (Condition("result", ConditionTest.ONE_OF, ("remedy",)),)

REGISTER = RegisterDefinition(
    code="work_checks",
    slug="kiem-tra-cong-tac",
    name=_("Kiểm tra công tác"),
    row=pgettext_lazy("entry", "cuộc kiểm tra"),
    about=_(
        "Mỗi dòng là một cuộc kiểm tra việc thực hiện kế hoạch tại một đơn vị: kết luận, hạn khắc phục, khắc phục xong."
    ),
    model=WorkCheck,
    fields=(
        FieldDefinition("day", _("Ngày kiểm tra"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition(
            "checked",
            _("Đơn vị được kiểm tra"),
            FieldKind.UNIT,
            hint=_("kiểm tra bên trong đơn vị: chọn chính đơn vị"),
        ),
        FieldDefinition("village", _("Thôn, bản, tổ dân phố"), FieldKind.TEXT, required=False, most=100),
        FieldDefinition("result", _("Kết luận"), FieldKind.ONE, "check_result"),
        FieldDefinition(
            "conclusion",
            _("Nội dung kết luận"),
            FieldKind.TEXT,
            hint=_("về công tác, không về người"),
            most=500,
        ),
        FieldDefinition("remedy_by", _("Hạn khắc phục"), FieldKind.DAY, required=False, visible_when=_WITH_REMEDY),
        FieldDefinition(
            "remedied_on",
            _("Ngày khắc phục xong"),
            FieldKind.DAY,
            required=False,
            hint=_("để trống khi chưa xong"),
            visible_when=_WITH_REMEDY,
        ),
    ),
    columns=("checked", "village", "result", "remedy_by", "remedied_on"),
    filters=("result",),
    totals=(),
    check=rules.check_work,
    title="checked",
    kind="result",
    place="village",
    links=((_("Còn phải khắc phục"), "work_checks:unmended"),),
    unit_label=_("Đơn vị kiểm tra"),
)
