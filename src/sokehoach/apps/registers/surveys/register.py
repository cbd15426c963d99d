"""What the shelf is told of the register."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.surveys import rules
from sokehoach.apps.registers.surveys.models import Survey

_WHOLE = _("toàn huyện, một số ước tính; không đếm từng người")

REGISTER = Register(
    code="surveys",
    slug="dieu-tra-khao-sat",
    name=_("Điều tra, khảo sát"),
    row=_("đợt khảo sát"),
    about=_("Mỗi dòng là một đợt: văn bản giao việc, phương pháp, ngày, số cơ sở, số ước tính kèm khoảng."),
    model=Survey,
    unit_label=_("Cơ quan chủ trì"),
    fields=(
        Field("day", _("Ngày bắt đầu"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Số quyết định, văn bản"), Kind.TEXT, hint=_("ví dụ 88/QĐ-UBND"), most=60),
        Field("ended_on", _("Ngày kết thúc"), Kind.DAY, required=False, hint=_("để trống khi chưa xong")),
        Field("method", _("Phương pháp"), Kind.ONE, "survey_method"),
        Field("establishments", _("Cơ sở được khảo sát"), Kind.NUMBER, most=100_000),
        Field(
            "low",
            _("Ước tính người bán dâm, mức thấp"),
            Kind.NUMBER,
            required=False,
            hint=_WHOLE,
            most=100_000,
        ),
        Field("best", _("Ước tính người bán dâm"), Kind.NUMBER, required=False, hint=_WHOLE, most=100_000),
        Field(
            "high",
            _("Ước tính người bán dâm, mức cao"),
            Kind.NUMBER,
            required=False,
            hint=_WHOLE,
            most=100_000,
        ),
    ),
    columns=("title", "method", "ended_on", "establishments"),
    filters=("method",),
    totals=("establishments",),
    check=rules.check,
    kind="method",
    place="",
)
