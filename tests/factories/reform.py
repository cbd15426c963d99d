"""A province before and after 1 July 2025: two districts dissolved, communes merged and divided, one only moved.

Hòa Bình and An Sơn became the ward Hòa An. Bình Minh was divided: a part is the new Bình Minh, a part went to Đông Minh
with the whole of Đông Hải. Phú Lâm went on below the province.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sokehoach.adapters.programme_files.definition import UnitRow
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.services import units as unit_services
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.config.env import Demonstration
from sokehoach.domain.indicators.element import Nature
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.periods.window import CALENDAR
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from tests.factories.cast import ROLES
from tests.factories.district import element
from tests.factories.levels import AGENCY, COMMUNE, DISTRICT, PROVINCE, TOWNSHIP, store_levels
from tests.factories.programmes import first_programme

SINCE, REFORM, TODAY = date(2004, 1, 1), date(2025, 7, 1), date(2026, 1, 20)
BEFORE, STRADDLING = "2024S2", "2025S2"  # half-years; the window of the second is 15/6–14/12/2025
FORM, CALENDAR_FORM = "01-CS", "02-CS"
DEMONSTRATION = Demonstration(today=TODAY, seed=0)


def build_row(
    code: str, name: str, level: Level, parent: str | None, start: date = SINCE, end: date | None = None, *heirs: str
) -> UnitRow:
    version = orgtree.Unit(code, name, level, parent, start, end, heirs)
    return UnitRow(version, short_name=name.partition(" ")[2], letterhead=f"UBND {name}", source="tests")


BEFORE_ROWS = (
    build_row("22", "Tỉnh Quảng Hà", PROVINCE, None),
    build_row("201", "Huyện Hòa Sơn", DISTRICT, "22"),
    build_row("202", "Huyện Đông Phú", DISTRICT, "22"),
    build_row("06001", "Xã Hòa Bình", COMMUNE, "201"),
    build_row("06002", "Xã An Sơn", COMMUNE, "201"),
    build_row("06003", "Xã Bình Minh", COMMUNE, "201"),
    build_row("06004", "Xã Đông Hải", COMMUNE, "202"),
    build_row("06005", "Xã Phú Lâm", COMMUNE, "202"),
    build_row("22.SYT", "Sở Y tế", AGENCY, "22"),
    build_row("201.YT", "Phòng Y tế", AGENCY, "201"),
)
HEIRS = {
    "201": ("06001", "06003", "06004"), "202": ("06004", "06005"), "06001": ("06001",), "06002": ("06001",),
    "06003": ("06003", "06004"), "06004": ("06004",), "06005": ("06005",), "201.YT": (),
}  # fmt: skip
NEW_ROWS = (
    build_row("06001", "Phường Hòa An", TOWNSHIP, "22", REFORM),
    build_row("06003", "Xã Bình Minh", COMMUNE, "22", REFORM),
    build_row("06004", "Xã Đông Minh", COMMUNE, "22", REFORM),
    build_row("06005", "Xã Phú Lâm", COMMUNE, "22", REFORM),
)
AFTER_ROWS = (
    *(
        replace(row, unit=replace(row.unit, valid_to=REFORM, successors=HEIRS[row.unit.code]))
        if row.unit.code in HEIRS
        else row
        for row in BEFORE_ROWS
    ),
    *NEW_ROWS,
)
ELEMENTS = (
    element("TT01", FORM),
    replace(element("TT02", FORM), nature=Nature.STOCK, over_time=Operator.LAST),
    replace(element("TT03", FORM), over_place=Operator.NONE),
    element("LI01", CALENDAR_FORM),
)
SHARE = Indicator("ty_le", "ty_le", "Tỷ lệ", parse_expression("TT01"), parse_expression("TT02"), True, (), "tests")


def _build_form(code: str, *cells: Cell) -> Form:
    return Form(
        uid=code, code=code, name=f"Kết quả {code}", period_type="six-month", function="general",
        reporters=Reporters(levels=(COMMUNE.code, TOWNSHIP.code)), sections=(FormSection("A", "Truyền thông", cells),),
    )  # fmt: skip


FORMS = (
    _build_form(FORM, Cell("A1", "TT01"), Cell("A2", "TT02"), Cell("A3", "TT03")),
    replace(_build_form(CALENDAR_FORM, Cell("B1", "LI01")), counting_window=CALENDAR),
)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass(frozen=True)
class Reform:
    """`clerks`: by (code, first day) of their units. Reports are made on the day after the cut-off of their period."""

    office: User  # Sở Y tế: reviews, consolidates
    leader: User
    clerks: dict[tuple[str, date], User]

    def report(
        self, code: str, cells: dict[str, str], *, period: str, day: date, form: str = FORM, since: date = SINCE
    ) -> uuid.UUID:
        """Sent and, an hour later, accepted."""
        clerk, when = self.clerks[code, since], at(day)
        opened = submissions.open_submission(form=form, unit=clerk.unit, period=period, by=clerk, at=when)
        pk = uuid.UUID(str(opened.answer["id"]))
        values.save(submission=pk, changes={cell: TypedCell(text, 0, "") for cell, text in cells.items()},
                    by=clerk, at=when)  # fmt: skip
        version = access_submission(clerk, pk).version
        sent = submissions.send(submission=pk, version=version, by=clerk, at=when)
        version = int(str(sent.answer["version"]))
        acceptance.accept(submission=pk, version=version, by=self.office, at=when + timedelta(hours=1))
        return pk

    def close(self, code: str, *, period: str, day: date, form: str = FORM) -> None:
        area = Unit.objects.get(code=code)
        seen = closings.compute_inputs_digest(unit=area, form=form, period=period)
        closing.close(unit=area, form=form, period=period, seen_digest=seen, by=self.office, at=at(day))


def merge_districts(*successors: str) -> tuple[UnitRow, ...]:
    """The change, but both districts became one, of the new communes too; `successors`: what else took the first."""
    merged = build_row("203", "Huyện Hòa Phú", DISTRICT, "22", REFORM)
    heirs = {"201": ("203", *successors), "202": ("203",)}
    rows = [
        replace(
            row,
            unit=replace(
                row.unit,
                successors=heirs.get(row.unit.code, row.unit.successors),
                parent="203" if row.unit.level.is_base and row.unit.valid_from == REFORM else row.unit.parent,
            ),
        )
        for row in AFTER_ROWS
    ]
    others = [build_row(code, "Huyện khác", DISTRICT, "22", REFORM) for code in successors]
    return (*rows, merged, *others)


def found(
    *,
    reports: bool = True,
    after_rows: tuple[UnitRow, ...] = AFTER_ROWS,
    numbers: tuple[int, ...] = (1, 2, 3, 4, 5),
) -> Reform:
    """Units of before, accounts, reports of 2024; then the change as a programme loads it, and reports of 2025."""
    store_levels()
    unit_services.import_units(rows=BEFORE_ROWS, by="tests", at=at(SINCE))
    roles = {code: Role.objects.create(code=code, name=code, actions=actions) for code, actions in ROLES.items()}

    def create_user(name: str, unit: Unit, role: str, over: Unit, since: date) -> User:
        users.create_user(username=name, full_name="Lò Thị Minh", title="", unit=unit, by="tests", at=at(since))
        user = User.objects.get(username=name)
        grants.create_grant(
            user=user, role=roles[role], unit=over, function="general", since=since, by="tests", at=at(since)
        )
        return user

    def create_clerks(rows: Iterable[UnitRow]) -> dict[tuple[str, date], User]:
        clerks = {}
        for row in rows:
            if row.unit.level.is_base:
                unit = Unit.objects.get(code=row.unit.code, valid_from=row.unit.valid_from)
                name = f"xa{row.unit.code}{'' if unit.valid_from == SINCE else 'moi'}"
                clerks[row.unit.identity] = create_user(name, unit, "reporter", unit, unit.valid_from)
        return clerks

    elements.import_elements(programme=first_programme(), elements=ELEMENTS, by="tests", at=at(SINCE))
    elements.import_indicators(programme=first_programme(), indicators=[SHARE], by="tests", at=at(SINCE))
    province = Unit.objects.get(code="22")
    for form in FORMS:
        service_forms.import_forms(programme=first_programme(), forms=[form], unit=province, by="tests", at=at(SINCE))
    reform = Reform(
        office=create_user("office", Unit.objects.get(code="22.SYT"), "standing_office", province, SINCE),
        leader=create_user("leader", province, "leader", province, SINCE),
        clerks=create_clerks(BEFORE_ROWS),
    )
    if reports:
        day = date(2024, 12, 16)
        for number, code in zip(numbers, ("06001", "06002", "06003", "06004", "06005"), strict=True):
            cells = {"A1": str(number), "A2": str(10 * number), "A3": str(number)}
            reform.report(code, cells, period=BEFORE, day=day)
        for code in ("201", "202"):
            reform.close(code, period=BEFORE, day=day)
    unit_services.import_units(rows=after_rows, by="tests", at=at(REFORM))
    reform.clerks.update(create_clerks(NEW_ROWS))
    for user in (reform.office, reform.leader, *reform.clerks.values()):
        scopes.clear_scope_cache(user)
    if reports:
        day = date(2025, 12, 16)
        for number, (code, since) in enumerate((("06001", SINCE), ("06002", SINCE), ("06001", REFORM)), 1):
            reform.report(code, {"A1": f"{number}00", "A2": f"{number}00"}, period=STRADDLING, day=day, since=since)
    return reform
