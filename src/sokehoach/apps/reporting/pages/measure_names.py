"""Names of the registers' measures on the page of sources; a test checks that all have one."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.queries.level_names import base_areas_lazy

# A name that all registers share has the measure as key; a name of one register has both.
NAMES: dict[str | tuple[str, str], str | Promise] = {
    ("training", "joint"): _("lớp làm chung với chương trình, kế hoạch khác, của cả địa bàn"),
    "courses": _("lớp do đơn vị tổ chức"),
    "summoned_to": _("lượt triệu tập vào lớp do đơn vị tổ chức"),
    "sent_to": _("lượt cử dự lớp do đơn vị tổ chức"),
    "trained_at": _("lượt đã học lớp do đơn vị tổ chức"),
    "summoned": _("lượt cán bộ của đơn vị được triệu tập"),
    "sent": _("lượt cán bộ của đơn vị được cử dự"),
    "trained": _("lượt cán bộ của đơn vị đã học"),
    "in_charge_trained": _("cán bộ trực tiếp của đơn vị đã học từ đầu năm"),
    "communes_all_trained": format_lazy(
        _("{areas} có toàn bộ cán bộ trực tiếp đã học trong năm"), areas=base_areas_lazy()
    ),
}
