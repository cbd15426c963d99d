"""The definition of the two registers."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sokehoach.apps.orgunits.queries.level_names import base_areas_lazy, base_areas_title
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.inspections.establishments import queries, rules
from sokehoach.apps.registers.inspections.establishments.models import Establishment, EstablishmentChange
from sokehoach.domain.registers.establishments import EstablishmentState

_NUMBERS = (
    FieldDefinition("workers", _("Người lao động"), FieldKind.NUMBER, required=False, hint=_("người"), most=10_000),
    FieldDefinition(
        "contracts",
        _("Hợp đồng lao động"),
        FieldKind.NUMBER,
        required=False,
        hint=_("số hợp đồng bằng văn bản"),
        most=10_000,
    ),
)

REGISTER = RegisterDefinition(
    code="establishments",
    slug="co-so",
    name=_("Cơ sở kinh doanh dịch vụ"),
    row=pgettext_lazy("entry", "cơ sở"),
    about=format_lazy(
        _("Mỗi dòng là một cơ sở có giấy phép, theo {areas}: loại hình, người lao động, hợp đồng."),
        areas=base_areas_lazy(),
    ),
    model=Establishment,
    unit_label=base_areas_title(),
    line_links=queries.list_links,
    versions=queries.list_versions,
    reference_name=queries.name_without_holder,
    fields=(
        FieldDefinition("day", _("Bắt đầu hoạt động"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("title", _("Tên cơ sở"), FieldKind.TEXT, hint=_("như trên biển hiệu"), most=200),
        FieldDefinition(
            "holder",
            _("Đứng tên giấy phép"),
            FieldKind.TEXT,
            hint=_("cá nhân hoặc tổ chức; không ghi số giấy tờ"),
            most=200,
        ),
        FieldDefinition("kind", _("Loại hình"), FieldKind.ONE, "establishment_type"),
        FieldDefinition("subkind", _("Loại hình chi tiết"), FieldKind.ONE, "establishment_subkind", required=False),
        FieldDefinition(
            "place",
            _("Bản, khối, tổ dân phố"),
            FieldKind.TEXT,
            required=False,
            hint=_("không ghi số nhà"),
            most=120,
        ),
        FieldDefinition("licence", _("Số giấy phép"), FieldKind.TEXT, required=False, most=60),
        FieldDefinition("licensed_on", _("Ngày cấp phép"), FieldKind.DAY, required=False),
        *_NUMBERS,
        FieldDefinition("committed", _("Đã ký cam kết"), FieldKind.FLAG),
    ),
    columns=("title", "kind", "subkind", "holder", "workers"),
    filters=("kind", "subkind"),
    totals=(),
    check=rules.check_establishment,
    names=lambda values: [str(values.get("holder") or ""), str(values.get("title") or "")],
    measure_names={
        "count": _("cơ sở đang hoạt động đến ngày chốt"),
        "suspended": _("cơ sở tạm ngừng đến ngày chốt"),
        "opened": _("cơ sở mới hoạt động"),
    },
)

CHANGES = RegisterDefinition(
    code="establishment_changes",
    slug="bien-dong-co-so",
    name=_("Biến động cơ sở"),
    row=pgettext_lazy("entry", "biến động"),
    about=_(
        "Mỗi dòng ghi từ ngày nào một cơ sở tạm ngừng, đóng cửa, mở lại hoặc đổi số lao động; "
        "báo cáo đếm cơ sở theo ngày chốt số liệu."
    ),
    model=EstablishmentChange,
    unit_label=base_areas_title(),
    fields=(
        FieldDefinition("day", _("Từ ngày"), FieldKind.DAY, hint=_("ngày/tháng/năm")),
        FieldDefinition("establishment", _("Cơ sở"), FieldKind.LINE, register="establishments", same_unit=True),
        FieldDefinition(
            "state", _("Tình trạng"), FieldKind.ONE, "establishment_state", meanings=tuple(EstablishmentState)
        ),
        *_NUMBERS,
        FieldDefinition(
            "committed", _("Đã ký cam kết"), FieldKind.FLAG, required=False, hint=_("để trống nếu không đổi")
        ),
        FieldDefinition("note", _("Văn bản, ghi chú"), FieldKind.TEXT, required=False, most=200),
    ),
    columns=("establishment", "state", "workers", "contracts"),
    filters=("state", "establishment"),
    totals=(),
    check=rules.check_change,
    names=lambda values: queries.names_of(str(values.get("establishment") or "")),
    title="establishment",
    kind="state",
    place="",
    measure_names={
        "changes": _("biến động"),
    },
)
