"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.work_checks import rules
from sokehoach.apps.registers.work_checks.models import WorkCheck

REGISTER = Register(
    code="work_checks",
    slug="kiem-tra-cong-tac",
    name=_("Kiểm tra công tác"),
    row=_("cuộc kiểm tra"),
    about=_(
        "Mỗi dòng là một cuộc kiểm tra việc thực hiện kế hoạch tại một đơn vị: kết luận, hạn khắc phục, khắc phục xong."
    ),
    model=WorkCheck,
    fields=(
        Field("day", _("Ngày kiểm tra"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field(
            "checked", _("Đơn vị được kiểm tra"), Kind.UNIT, hint=_("xã kiểm tra thôn, bản: chọn chính xã")
        ),
        Field("village", _("Thôn, bản, tổ dân phố"), Kind.TEXT, required=False, most=100),
        Field("result", _("Kết luận"), Kind.ONE, "check_result"),
        Field(
            "conclusion", _("Nội dung kết luận"), Kind.TEXT, hint=_("về công tác, không về người"), most=500
        ),
        Field("remedy_by", _("Hạn khắc phục"), Kind.DAY, required=False),
        Field(
            "remedied_on",
            _("Ngày khắc phục xong"),
            Kind.DAY,
            required=False,
            hint=_("để trống khi chưa xong"),
        ),
    ),
    columns=("checked", "village", "result", "remedy_by", "remedied_on"),
    filters=("result",),
    totals=(),
    check=rules.check,
    title="checked",
    kind="result",
    place="village",
    links=((_("Còn phải khắc phục"), "work_checks:unmended"),),
    unit_label=_("Đơn vị kiểm tra"),
)
