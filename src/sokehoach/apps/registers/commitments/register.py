"""The definition of the register."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.commitments import rules
from sokehoach.apps.registers.commitments.models import CommitmentRound
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind

REGISTER = RegisterDefinition(
    code="commitments",
    slug="cam-ket",
    name=_("Ký cam kết"),
    row=pgettext_lazy("entry", "đợt ký cam kết"),
    about=_("Mỗi dòng là một đợt vận động: bao nhiêu hộ, bao nhiêu cơ sở đã ký. Sổ không ghi ai ký, ai không ký."),
    model=CommitmentRound,
    fields=(
        FieldDefinition("day", _("Ngày"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Đợt vận động"), FieldKind.TEXT, hint=_("ví dụ: họp bản đầu năm"), most=200),
        FieldDefinition("village", _("Thôn, bản, tổ dân phố"), FieldKind.TEXT, required=False, most=100),
        FieldDefinition(
            "households",
            _("Hộ ký cam kết"),
            FieldKind.NUMBER,
            hint=_("trong đợt này; không có thì ghi 0"),
            most=50_000,
        ),
        FieldDefinition(
            "households_known",
            _("Số hộ tại nơi vận động"),
            FieldKind.NUMBER,
            required=False,
            hint=_("nếu biết; để trống khi chưa đếm"),
            most=50_000,
        ),
        FieldDefinition(
            "establishments",
            _("Cơ sở ký cam kết"),
            FieldKind.NUMBER,
            hint=_("không có thì ghi 0"),
            most=1_000,
        ),
    ),
    columns=("title", "village", "households", "households_known", "establishments"),
    filters=(),
    totals=("households", "establishments"),
    check=rules.check_commitment_round,
    kind="",
    place="village",
    unit_label=_("Đơn vị vận động"),
)
