"""Creates the demonstration's users: invented names, the accounts of each office, a clerk for each commune."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.levels import is_base
from sokehoach.apps.setup.demonstration.calendar import ROLES_SINCE, TODAY

_FAMILIES = ("Lò", "Quàng", "Lường", "Cà", "Tòng", "Giàng", "Vừ", "Mùa", "Sùng", "Bạc", "Điêu", "Cầm")
_MEN = ("Văn Minh", "Văn Toản", "A Páo", "A Súa", "Văn Thành", "Văn Hặc", "A Chu", "Văn Ín", "Văn Tuấn")
_WOMEN = ("Thị Hương", "Thị Lan", "Thị Pâng", "Thị Mai", "Thị Xôm", "Thị Dung", "Thị Hoa", "Thị Yến")
OFFICE, POLICE, LEADER = "099.LDTBXH", "099.CA", "099.LANHDAO"

# username, full name, title, unit, label on the sign-in page, [(role, function, over)]
_PRINCIPALS: tuple[tuple[str, str, str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("thuongtruc", "Cà Thị Hương", "Chuyên viên", OFFICE, "Cơ quan thường trực",
     (("standing_office", "general", "099"),)),
    ("congan", "Quàng Văn Thành", "Cán bộ tổng hợp", POLICE, "Công an huyện",
     (("agency_clerk", "general", POLICE), ("police", "enforcement", POLICE))),
    ("yte", "Lường Thị Lan", "Cán bộ chuyên trách", "099.TTYT", "Trung tâm Y tế",
     (("agency_clerk", "general", "099.TTYT"), ("health", "support", "099.TTYT"))),
    ("vanhoa", "Điêu Văn Ín", "Chuyên viên", "099.VHTT", "Phòng Văn hóa - Thông tin",
     (("agency_clerk", "general", "099.VHTT"),)),
    ("laodong", "Lường Văn Tuấn", "Chuyên viên", OFFICE, "Phòng Lao động - TB&XH, người lập báo cáo của phòng",
     (("agency_clerk", "general", OFFICE),)),
    ("giaoduc", "Tòng Thị Dung", "Chuyên viên", "099.GDDT", "Phòng Giáo dục - Đào tạo",
     (("agency_clerk", "general", "099.GDDT"),)),
    ("truyenthanh", "Cầm Văn Hặc", "Phóng viên", "099.VHTTTH", "Trung tâm Văn hóa - Truyền thanh truyền hình",
     (("agency_clerk", "general", "099.VHTTTH"),)),
    ("taichinh", "Bạc Văn Thành", "Chuyên viên", "099.TCKH", "Phòng Kế hoạch - Tài chính",
     (("agency_clerk", "general", "099.TCKH"),)),
    ("mattran", "Mùa A Chu", "Ủy viên Thường trực", "099.MTTQ", "Ủy ban MTTQ huyện",
     (("agency_clerk", "general", "099.MTTQ"),)),
    ("doi178", "Giàng A Súa", "Đội trưởng", "099.D178", "Đội kiểm tra liên ngành 178",
     (("agency_clerk", "general", "099.D178"), ("inspector", "enforcement", "099.D178"))),
    ("vhkiemtra", "Lò Thị Xôm", "Chuyên viên", "099.VHTT", "Phòng Văn hóa - Thông tin, người kiểm tra",
     (("inspector", "enforcement", "099.VHTT"),)),
    ("ytkiemtra", "Quàng Văn Toản", "Cán bộ", "099.TTYT", "Trung tâm Y tế, người kiểm tra",
     (("inspector", "enforcement", "099.TTYT"),)),
    ("lanhdao", "Vừ A Hùng", "Phó Chủ tịch", LEADER, "Lãnh đạo UBND huyện",
     (("leader", "general", "099"),)),
    ("vpubnd", "Tòng Văn Tuấn", "Chuyên viên văn phòng", LEADER, "Văn phòng UBND huyện, phát hành, quản trị tài khoản",
     (("office_clerk", "general", "099"), ("unit_admin", "general", "099"))),
    ("truongphong", "Lò Văn Hặc", "Trưởng phòng", OFFICE, "Trưởng phòng Lao động - TB&XH, người ký, quản trị tài khoản",
     (("signer", "general", OFFICE), ("figures_reader", "general", "099"), ("unit_admin", "general", "099"))),
    ("chutich03289", "Lường Văn Páo", "Chủ tịch", "03289", "Chủ tịch UBND xã Quài Cang, người ký",
     (("signer", "general", "03289"),)),
    ("sotiepnhan", "Cầm Thị Pâng", "Chuyên viên", "11.SOLDTBXH", "Sở Lao động - TB&XH, nơi nhận báo cáo",
     (("superior", "general", "11"),)),
    ("nguoingoai", "Bạc Thị Yến", "Chuyên viên", "11.SOLDTBXH", "Người ngoài huyện, không được cấp quyền", ()),
)  # fmt: skip
# Communes whose clerk is offered on the sign-in page.
_OFFERED = {
    "03304": "Xã Tênh Phông: báo cáo bị trả lại",
    "03269": "Xã Pú Xi: chưa gửi báo cáo",
    "03289": "Xã Quài Cang: báo cáo đã duyệt",
}


@dataclass(frozen=True, slots=True)
class DemoUsers:
    players: dict[str, User]  # offices' accounts by username
    clerks: dict[str, User]  # by commune code
    communes: dict[str, Unit]

    @property
    def office(self) -> User:
        return self.players["thuongtruc"]

    @property
    def police(self) -> User:
        return self.players["congan"]


def create_demo_users(*, random: Random, at: datetime) -> DemoUsers:
    units = {unit.code: unit for unit in orgunits.as_of(TODAY).select_related("parent")}
    roles = {role.code: role for role in Role.objects.all()}

    def create_user(username: str, name: str, title: str, unit: str, cast_as: str) -> User:
        users.create_user(
            username=username,
            full_name=name,
            title=title,
            unit=units[unit],
            cast_as=cast_as,
            by="demo",
            at=at,
        )
        return User.objects.select_related("unit__parent").get(username=username)

    def grant_role(user: User, role: str, function: str, grant_unit: str) -> None:
        grants.create_grant(
            user=user,
            role=roles[role],
            unit=units[grant_unit],
            function=function,
            since=ROLES_SINCE,
            by="demo",
            at=at,
        )

    players: dict[str, User] = {}
    for username, name, title, unit, cast_as, parts in _PRINCIPALS:
        players[username] = create_user(username, name, title, unit, cast_as)
        for role, function, grant_unit in parts:
            grant_role(players[username], role, function, grant_unit)
    communes = {code: unit for code, unit in units.items() if is_base(unit)}
    clerks: dict[str, User] = {}
    for code in sorted(communes):
        name = f"{random.choice(_FAMILIES)} {random.choice(random.choice((_MEN, _WOMEN)))}"
        clerks[code] = create_user(f"xa{code}", name, "Công chức văn hóa - xã hội", code, _OFFERED.get(code, ""))
        grant_role(clerks[code], "commune_clerk", "general", code)
    return DemoUsers(players, clerks, communes)
