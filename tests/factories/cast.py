"""The cast by role, on a small piece of the real tree, made through services."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.services import register_owners
from sokehoach.domain.text import fold_accents
from tests.factories.first_registers import list_ownerships, store_first_types
from tests.factories.levels import store_groups, store_levels
from tests.factories.programmes import first_programme

AT = datetime(2021, 6, 22, 9, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SINCE = date(2004, 1, 1)

UNITS = [  # code, name, short name, level, parent, function
    ("11", "Tỉnh Điện Biên", "Điện Biên", "province", None, "general"),
    ("099", "Huyện Tuần Giáo", "Tuần Giáo", "district", "11", "general"),
    ("098", "Huyện Tủa Chùa", "Tủa Chùa", "district", "11", "general"),
    ("03304", "Xã Tênh Phông", "Tênh Phông", "commune", "099", "general"),
    ("03269", "Xã Pú Xi", "Pú Xi", "commune", "099", "general"),
    ("03289", "Xã Quài Cang", "Quài Cang", "commune", "099", "general"),
    ("03247", "Xã Mường Đun", "Mường Đun", "commune", "098", "general"),
    ("099.LDTBXH", "Phòng Lao động - TB&XH", "Phòng LĐ-TB&XH", "agency", "099", "general"),
    ("099.CA", "Công an huyện", "Công an huyện", "agency", "099", "enforcement"),
    ("099.TTYT", "Trung tâm Y tế huyện", "Trung tâm Y tế", "agency", "099", "support"),
    ("11.SOLDTBXH", "Sở Lao động - TB&XH", "Sở LĐ-TB&XH", "agency", "11", "general"),
]
ROLES = {
    "standing_office": [
        "plan.view", "plan.import", "plan.confirm", "duty.view", "duty.assign", "duty.work", "register.view",
        "register.edit", "report.view", "report.review", "consolidate.view", "document.take", "document.draft",
        "document.check", "document.issue", "document.receive", "audit.view",
    ],
    "reporter": [
        "plan.view", "plan.import", "plan.confirm", "duty.view", "duty.work", "register.view", "register.edit",
        "report.view", "report.edit", "report.send", "document.take", "document.draft", "document.check",
        "document.issue", "document.receive",
    ],
    "walled_reporter": ["report.view", "report.edit", "report.send"],
    "leader": [
        "plan.view", "duty.view", "direction.give", "report.view", "consolidate.view", "document.take",
        "document.sign", "audit.view",
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """Who plays. Their units by code: `cast.units["03304"]`."""

    units: dict[str, Unit]
    office: User  # Phòng LĐ-TB&XH: imports, assigns, reviews, consolidates
    commune: User  # UBND xã Tênh Phông
    other_commune: User  # UBND xã Pú Xi
    police: User  # Công an huyện, on the enforcement side
    health: User  # Trung tâm Y tế, on the support side
    leader: User  # Lãnh đạo UBND huyện
    outsider: User  # a commune of another district

    @property
    def keys(self) -> tuple[object, ...]:
        """The primary keys of all of it, which differ where it was built anew."""
        return tuple(row.pk for row in (*self.units.values(), *self.persons))

    @property
    def persons(self) -> tuple[User, ...]:
        return (self.office, self.commune, self.other_commune, self.police, self.health, self.leader, self.outsider)


def assemble() -> Cast:
    store_levels()
    store_groups()
    units: dict[str, Unit] = {}
    for code, name, short, level, parent, function in UNITS:
        units[code] = Unit.objects.create(
            code=code,
            name=name,
            short_name=short,
            letterhead=name.replace("Xã ", "UBND xã "),
            folded=fold_accents(name),
            level=level,
            function=function,
            parent=units.get(parent or ""),
            valid_from=SINCE,
        )
    roles = {code: Role.objects.create(code=code, name=code, actions=actions) for code, actions in ROLES.items()}

    def play(username: str, name: str, unit: str, *parts: tuple[str, str, str]) -> User:
        users.create_user(username=username, full_name=name, title="", unit=units[unit], by="tests", at=AT)
        user = User.objects.get(username=username)
        for role, function, over in parts:
            grants.create_grant(
                user=user,
                role=roles[role],
                unit=units[over],
                function=function,
                since=SINCE,
                by="tests",
                at=AT,
            )
        return user

    store_first_types()
    register_owners.import_register_owners(
        programme=first_programme(), ownerships=list_ownerships(("commune", "agency")), by="tests", at=AT
    )
    return Cast(
        units=units,
        office=play("huong", "Cà Thị Hương", "099.LDTBXH", ("standing_office", "general", "099")),
        commune=play("minh", "Lò Thị Minh", "03304", ("reporter", "general", "03304")),
        other_commune=play("pao", "Giàng A Páo", "03269", ("reporter", "general", "03269")),
        police=play(
            "thanh", "Quàng Văn Thành", "099.CA",
            ("reporter", "general", "099.CA"), ("walled_reporter", "enforcement", "099.CA"),
        ),
        health=play(
            "lan", "Lường Thị Lan", "099.TTYT",
            ("reporter", "general", "099.TTYT"), ("walled_reporter", "support", "099.TTYT"),
        ),
        leader=play("hung", "Vừ A Hùng", "099", ("leader", "general", "099")),
        outsider=play("sua", "Sùng A Súa", "03247", ("reporter", "general", "03247")),
    )  # fmt: skip
