"""The definition of the register: its list, search, Excel. Its lines are written by services of its own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.queries.secrets import without_secrets

REGISTER = RegisterDefinition(
    code="inspections",
    slug="kiem-tra",
    name=_("Kiểm tra cơ sở"),
    row=pgettext_lazy("entry", "lượt kiểm tra"),
    about=_("Mỗi dòng là một lượt kiểm tra một cơ sở: đoàn, kết quả, xử lý, khắc phục."),
    model=Visit,
    function="enforcement",
    unit_label=_("Đơn vị kiểm tra"),
    visible_to=without_secrets,
    page="inspections:visit",
    add_page="inspections:plan",
    manual_entry=False,
    needs=("teams",),
    links=((_("Chương trình, lịch kiểm tra"), "inspections:board"),),
    fields=(
        FieldDefinition("day", _("Ngày"), FieldKind.DAY),
        FieldDefinition("establishment", _("Cơ sở"), FieldKind.LINE, register="establishments"),
        FieldDefinition(
            "manner",
            _("Định kỳ, đột xuất"),
            FieldKind.ONE,
            "inspection_kind",
            meanings=("planned", "surprise"),
        ),
        FieldDefinition("body", _("Đội, tổ kiểm tra"), FieldKind.ONE, "team_body"),
        FieldDefinition("held_on", _("Đã kiểm tra ngày"), FieldKind.DAY, required=False),
        FieldDefinition("record", _("Số biên bản"), FieldKind.TEXT, required=False, most=60),
        FieldDefinition("reminded", _("Nhắc nhở tại chỗ"), FieldKind.FLAG, required=False),
        FieldDefinition("cultural", _("Vụ vi phạm văn hóa"), FieldKind.NUMBER, required=False, most=1_000),
        FieldDefinition("wanting", _("Có vi phạm, không đạt"), FieldKind.FLAG, required=False),
        FieldDefinition("remedy_by", _("Hạn khắc phục"), FieldKind.DAY, required=False),
        FieldDefinition("remedied_on", _("Khắc phục xong"), FieldKind.DAY, required=False),
    ),
    columns=("establishment", "manner", "body", "held_on", "wanting", "remedy_by", "remedied_on"),
    filters=("manner", "body", "wanting"),
    totals=(),
    check=lambda values: {},  # no form of `core` writes a visit
    title="establishment",
    kind="manner",
    place="",
    measure_names={
        "rounds": _("số đợt, lượt"),
        "visits": _("lượt cơ sở được kiểm tra"),
        "rechecks": _("lượt tái kiểm tra"),
        "records": _("biên bản"),
        "sanctioned": _("lượt cơ sở bị xử lý"),
        "fines": _("tiền phạt"),
        "establishments": _("cơ sở khác nhau được kiểm tra từ đầu năm"),
        "remedied": _("việc đã khắc phục xong"),
        "overdue": _("việc quá hạn khắc phục đến ngày chốt"),
    },
)
