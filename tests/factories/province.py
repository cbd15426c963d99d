"""An installation of 2026: a province with a commune, a ward and a special zone, their agencies, and no district."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sokehoach.adapters.programme_files.definition import UnitRow
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.services import units as unit_services
from sokehoach.apps.registers.core.services import register_owners
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.indicators.element import Option, OptionSet
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.level import Level, Levels
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from tests.factories.cast import ROLES
from tests.factories.district import element
from tests.factories.first_registers import list_ownerships, store_first_types
from tests.factories.levels import store_groups
from tests.factories.programmes import first_programme

TODAY = date(2026, 6, 22)
AT = datetime(2026, 6, 22, 9, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SINCE = date(2025, 7, 1)
PERIOD = "2026S1"

PROVINCE = Level("tinh", 1, "tỉnh", "", "province", "provinces", consolidates=True, counts_persons=True)
COMMUNE = Level("xa", 2, "xã", "", "commune", "communes")
WARD = Level("phuong", 2, "phường", "", "ward", "wards")
ZONE = Level("dac-khu", 2, "đặc khu", "", "special zone", "special zones")
AGENCY = Level("co-quan", 3, "cơ quan", "", "agency", "agencies", attached=True)
SCHOOL = Level("truong", 4, "trường", "", "school", "schools", attached=True)
LEVELS = Levels((PROVINCE, COMMUNE, WARD, ZONE, AGENCY, SCHOOL))

UNITS = (  # code, name, short name, level, parent, function
    ("22", "Tỉnh Quảng Ninh", "Quảng Ninh", PROVINCE, None, "general"),
    ("06001", "Phường Hòn Gai", "Hòn Gai", WARD, "22", "general"),
    ("06002", "Xã Ba Chẽ", "Ba Chẽ", COMMUNE, "22", "general"),
    ("06003", "Đặc khu Vân Đồn", "Vân Đồn", ZONE, "22", "general"),
    ("22.SYT", "Sở Y tế", "Sở Y tế", AGENCY, "22", "general"),
    ("22.CA", "Công an tỉnh", "Công an tỉnh", AGENCY, "22", "enforcement"),
    ("06001.TH", "Trường THCS Hòn Gai", "THCS Hòn Gai", SCHOOL, "06001", "general"),
)
ELEMENTS = (
    element("TT01", "01-CS"),
    element("NG01", "01-CS", persons=True),
    element("CA02", "02-CA", "enforcement", persons=True),
)
FORMS = (
    Form(
        uid="01-CS", code="01-CS", name="Kết quả ở cơ sở", period_type="six-month", function="general",
        reporters=Reporters(levels=(WARD.code, COMMUNE.code, ZONE.code)),
        sections=(FormSection("B", "Truyền thông", (Cell("B1", "TT01"), Cell("B2", "NG01"))),),
    ),
    Form(
        uid="02-CA", code="02-CA", name="Thống kê của Công an", period_type="six-month", function="enforcement",
        reporters=Reporters(codes=("22.CA",)), counting_window="police",
        sections=(FormSection("A", "Vụ việc", (Cell("A1", "CA02"),)),),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Province:
    units: dict[str, Unit]
    office: User  # Sở Y tế: imports, assigns, reviews, consolidates
    ward: User
    police: User
    leader: User

    def report(self, clerk: User, cells: dict[str, str], *, form: str = "01-CS") -> uuid.UUID:
        """Sent and, an hour later, accepted."""
        opened = submissions.open_submission(form=form, unit=clerk.unit, period=PERIOD, by=clerk, at=AT)
        pk = uuid.UUID(str(opened.answer["id"]))
        changes = {code: TypedCell(text, 0, "") for code, text in cells.items()}
        values.save(submission=pk, changes=changes, by=clerk, at=AT)
        version = access_submission(clerk, pk).version
        sent = submissions.send(submission=pk, version=version, by=clerk, at=AT)
        at = AT + timedelta(hours=1)
        acceptance.accept(submission=pk, version=int(str(sent.answer["version"])), by=self.office, at=at)
        return pk


def found() -> Province:
    """Loaded as a programme loads it: levels first, then units."""
    unit_services.import_levels(levels=LEVELS, by="tests", at=AT)
    store_groups()
    rows = [
        UnitRow(
            orgtree.Unit(code, name, level, parent, SINCE), short_name=short, source="tests", function=function,
            letterhead=name if level.attached else f"UBND {name[0].lower()}{name[1:]}",
        )
        for code, name, short, level, parent, function in UNITS
    ]  # fmt: skip
    unit_services.import_units(rows=rows, by="tests", at=AT)
    units = {unit.code: unit for unit in Unit.objects.select_related("parent")}
    roles = {code: Role.objects.create(code=code, name=code, actions=actions) for code, actions in ROLES.items()}

    def create_user(username: str, unit: str, *parts: tuple[str, str, str]) -> User:
        users.create_user(username=username, full_name="Lò Thị Minh", title="", unit=units[unit], by="tests", at=AT)
        user = User.objects.get(username=username)
        for role, function, over in parts:
            grants.create_grant(
                user=user, role=roles[role], unit=units[over], function=function, since=SINCE, by="tests", at=AT
            )
        return user

    store_first_types()
    register_owners.import_register_owners(
        programme=first_programme(), ownerships=list_ownerships((WARD.code, AGENCY.code)), by="tests", at=AT
    )
    kinds = OptionSet("denominator", "denominator", "Mẫu số", (Option("population", "Dân số"),))
    elements.import_option_sets(programme=first_programme(), option_sets=[kinds], by="tests", at=AT)
    elements.import_elements(programme=first_programme(), elements=ELEMENTS, by="tests", at=AT)
    for form in FORMS:
        service_forms.import_forms(programme=first_programme(), forms=[form], unit=units["22"], by="tests", at=AT)
    return Province(
        units=units,
        office=create_user("office", "22.SYT", ("standing_office", "general", "22")),
        ward=create_user("ward", "06001", ("reporter", "general", "06001")),
        police=create_user(
            "police", "22.CA", ("reporter", "general", "22.CA"), ("walled_reporter", "enforcement", "22.CA")
        ),
        leader=create_user("leader", "22", ("leader", "general", "22")),
    )
