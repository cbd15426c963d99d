"""What the shelf is told of the register: its list, search, Excel. Its lines are written by services of its own."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.selectors.secrets import without_secrets
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

REGISTER = Register(
    code="inspections",
    slug="kiem-tra",
    name=_("Kiểm tra cơ sở"),
    row=_("lượt kiểm tra"),
    about=_("Mỗi dòng là một lượt kiểm tra một cơ sở: đoàn, kết quả, xử lý, khắc phục."),
    model=Visit,
    function="enforcement",
    unit_label=_("Đơn vị kiểm tra"),
    seen=without_secrets,
    page="inspections:visit",
    add_page="inspections:plan",
    by_hand=False,
    links=((_("Chương trình, lịch kiểm tra"), "inspections:board"),),
    fields=(
        Field("day", _("Ngày"), Kind.DAY),
        Field("establishment", _("Cơ sở"), Kind.LINE, register="establishments"),
        Field("manner", _("Định kỳ, đột xuất"), Kind.ONE, "inspection_kind"),
        Field("body", _("Đội, tổ kiểm tra"), Kind.ONE, "team_body"),
        Field("held_on", _("Đã kiểm tra ngày"), Kind.DAY, required=False),
        Field("record", _("Số biên bản"), Kind.TEXT, required=False, most=60),
        Field("reminded", _("Nhắc nhở tại chỗ"), Kind.FLAG, required=False),
        Field("cultural", _("Vụ vi phạm văn hóa"), Kind.NUMBER, required=False, most=1_000),
        Field("wanting", _("Có vi phạm, không đạt"), Kind.FLAG, required=False),
        Field("remedy_by", _("Hạn khắc phục"), Kind.DAY, required=False),
        Field("remedied_on", _("Khắc phục xong"), Kind.DAY, required=False),
    ),
    columns=("establishment", "manner", "body", "held_on", "wanting", "remedy_by", "remedied_on"),
    filters=("manner", "body", "wanting"),
    totals=(),
    check=lambda values: {},  # no form of the shelf writes a visit
    title="establishment",
    kind="manner",
    place="",
)
