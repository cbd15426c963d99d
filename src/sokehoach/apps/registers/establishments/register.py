"""What the shelf is told of the two registers."""

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.establishments import rules, selectors
from sokehoach.apps.registers.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind

_NUMBERS = (
    Field("workers", _("Người lao động"), Kind.NUMBER, required=False, hint=_("người"), most=10_000),
    Field(
        "contracts",
        _("Hợp đồng lao động"),
        Kind.NUMBER,
        required=False,
        hint=_("số hợp đồng bằng văn bản"),
        most=10_000,
    ),
)

REGISTER = Register(
    code="establishments",
    slug="co-so",
    name=_("Cơ sở kinh doanh dịch vụ"),
    row=_("cơ sở"),
    about=_("Mỗi dòng là một cơ sở có giấy phép, theo xã, thị trấn: loại hình, người lao động, hợp đồng."),
    model=Establishment,
    unit_label=_("Xã, thị trấn"),
    line_links=selectors.links,
    versions=selectors.versions,
    fields=(
        Field("day", _("Bắt đầu hoạt động"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("title", _("Tên cơ sở"), Kind.TEXT, hint=_("như trên biển hiệu"), most=200),
        Field(
            "holder",
            _("Đứng tên giấy phép"),
            Kind.TEXT,
            hint=_("cá nhân hoặc tổ chức; không ghi số giấy tờ"),
            most=200,
        ),
        Field("kind", _("Loại hình"), Kind.ONE, "establishment_type"),
        Field("subkind", _("Loại hình chi tiết"), Kind.ONE, "establishment_subkind", required=False),
        Field(
            "place",
            _("Bản, khối, tổ dân phố"),
            Kind.TEXT,
            required=False,
            hint=_("không ghi số nhà"),
            most=120,
        ),
        Field("licence", _("Số giấy phép"), Kind.TEXT, required=False, most=60),
        Field("licensed_on", _("Ngày cấp phép"), Kind.DAY, required=False),
        *_NUMBERS,
        Field("committed", _("Đã ký cam kết"), Kind.FLAG),
    ),
    columns=("title", "kind", "subkind", "holder", "workers"),
    filters=("kind", "subkind"),
    totals=(),
    check=rules.check,
    names=lambda values: [str(values.get("holder") or ""), str(values.get("title") or "")],
)

CHANGES = Register(
    code="establishment_changes",
    slug="bien-dong-co-so",
    name=_("Biến động cơ sở"),
    row=_("biến động"),
    about=_(
        "Mỗi dòng ghi từ ngày nào một cơ sở tạm ngừng, đóng cửa, mở lại hoặc đổi số lao động; "
        "báo cáo đếm cơ sở theo ngày chốt số liệu."
    ),
    model=EstablishmentChange,
    unit_label=_("Xã, thị trấn"),
    fields=(
        Field("day", _("Từ ngày"), Kind.DAY, hint=_("ngày/tháng/năm")),
        Field("establishment", _("Cơ sở"), Kind.LINE, register="establishments", own=True),
        Field("state", _("Tình trạng"), Kind.ONE, "establishment_state"),
        *_NUMBERS,
        Field("committed", _("Đã ký cam kết"), Kind.FLAG, required=False, hint=_("để trống nếu không đổi")),
        Field("note", _("Văn bản, ghi chú"), Kind.TEXT, required=False, most=200),
    ),
    columns=("establishment", "state", "workers", "contracts"),
    filters=("state", "establishment"),
    totals=(),
    check=rules.check_change,
    names=lambda values: selectors.names_of(str(values.get("establishment") or "")),
    title="establishment",
    kind="state",
    place="",
)
