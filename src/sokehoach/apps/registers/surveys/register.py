"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.surveys import rules
from sokehoach.apps.registers.surveys.models import Survey

_ESTIMATE_HINT = _("toàn địa bàn, một số ước tính; không đếm từng người")

REGISTER = RegisterDefinition(
    code="surveys",
    slug="dieu-tra-khao-sat",
    name=_("Điều tra, khảo sát"),
    row=pgettext_lazy("entry", "đợt khảo sát"),
    about=_("Mỗi dòng là một đợt: văn bản giao việc, phương pháp, ngày, số cơ sở, số ước tính kèm khoảng."),
    model=Survey,
    unit_label=_("Cơ quan chủ trì"),
    fields=(
        FieldDefinition("day", _("Ngày bắt đầu"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Số quyết định, văn bản"), FieldKind.TEXT, hint=_("ví dụ 88/QĐ-UBND"), most=60),
        FieldDefinition(
            "ended_on", _("Ngày kết thúc"), FieldKind.DAY, required=False, hint=_("để trống khi chưa xong")
        ),
        FieldDefinition("method", _("Phương pháp"), FieldKind.ONE, "survey_method"),
        FieldDefinition("establishments", _("Cơ sở được khảo sát"), FieldKind.NUMBER, most=100_000),
        FieldDefinition(
            "low",
            _("Ước tính người bán dâm, mức thấp"),
            FieldKind.NUMBER,
            required=False,
            hint=_ESTIMATE_HINT,
            most=100_000,
        ),
        FieldDefinition(
            "best",
            _("Ước tính người bán dâm"),
            FieldKind.NUMBER,
            required=False,
            hint=_ESTIMATE_HINT,
            most=100_000,
        ),
        FieldDefinition(
            "high",
            _("Ước tính người bán dâm, mức cao"),
            FieldKind.NUMBER,
            required=False,
            hint=_ESTIMATE_HINT,
            most=100_000,
        ),
    ),
    columns=("title", "method", "ended_on", "establishments"),
    filters=("method",),
    totals=("establishments",),
    check=rules.check_survey,
    kind="method",
    place="",
)
