"""Any definition that the loader accepts works: its pages open, a report is accepted, a document issued.

`CASES` says which traits each definition has for certain; hypothesis draws the rest. Every role opens every page of its
menu. In the short form one of them opens a link of each shape found there, too: over the cases each role does. In the
long form all do it.
"""

import itertools
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import Role as RoleRow
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.audit.queries.soundness import find_faults, list_altered_rows
from sokehoach.apps.consolidation.queries.recounts import list_recounts
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries.documents import find_other_checker
from sokehoach.apps.documents.services import addresses, dispatches, signatures, workflow
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan, Target
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.reporting.models import Form as FormRow
from sokehoach.apps.reporting.queries.accepted_values import list_narratives
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.reporting.services import narratives, submissions, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell import thread_cache
from sokehoach.config.env import Demonstration
from sokehoach.domain.indicators.element import DataElement, ShareSide, ValueKind
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.form import Form
from tests.apps.documents import written
from tests.apps.setup.page_text import list_links
from tests.factories.definitions.cases import (
    CASES,
    Case,
    Due,
    Measured,
    Registers,
    Role,
    Stated,
    Wall,
    Written,
)
from tests.factories.definitions.folders import MAIN, Definition, definitions
from tests.factories.definitions.places import LEVELS
from tests.factories.sending import send_or_approve
from tests.soak import LONG, times

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

TODAY = date(2026, 1, 20)
AT = datetime(2026, 1, 20, 9, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SINCE = date(2025, 1, 1)
EXAMPLES = times(2, 39)  # definitions of each case
PERIODS = {
    PeriodType.WEEK: "2026W2",
    PeriodType.MONTH: "202512",
    PeriodType.QUARTER: "2025Q4",
    PeriodType.SIX_MONTH: "2025S2",
    PeriodType.NINE_MONTH: "2025N9",
    PeriodType.YEAR: "2025",
    PeriodType.AD_HOC: "251201P15",
}
DUE_RULES = {Due.WORKING_DAYS: WorkingDaysAfter, Due.DAY_OF_MONTH: DayOfMonth, Due.DATES: DatesOfYear}
STATED = {  # what the page of targets says of the level in 2025
    Stated.NONE: "",
    Stated.YEARS: "mức năm 2025;",
    Stated.UNITS: "mức năm 2025;",
    Stated.CARRIED: "giữ mức năm 2024;",
    Stated.GAP: "không nêu chỉ tiêu cho năm 2025;",
    Stated.GENERAL: "mức chung của chương trình;",
}
REGISTERS = {  # whether the programme names registers, and whether its main form counts entries of one
    Registers.NONE: (False, False),
    Registers.SOME: (True, False),
    Registers.COUNTED: (True, True),
}
_MENU = re.compile(r'<nav class="menu".*?</nav>|<footer.*?</footer>', re.DOTALL)


@pytest.fixture(autouse=True)
def day(settings: Any) -> None:
    settings.DEMONSTRATION = Demonstration(today=TODAY, seed=0)


@contextmanager
def empty_home() -> Iterator[Path]:
    """A folder, and a database that is put back afterwards."""
    thread_cache.forget_answers()
    with TemporaryDirectory() as folder, transaction.atomic():
        yield Path(folder)
        transaction.set_rollback(True)
    thread_cache.forget_answers()


@dataclass(frozen=True)
class Home:
    """A loaded definition with an account of each role."""

    definition: Definition
    programme: ProgrammeDefinition
    users: dict[Role, User]

    def open(self, role: Role) -> Client:
        client = Client()
        client.force_login(self.users[role])
        return client


def load(definition: Definition, folder: Path) -> Home:
    written = definition.write(folder / definition.code)
    programmes.load_programme(folder=written, by="tests", at=AT)
    row = Programme.objects.get(code=definition.code)
    units = {unit.code: unit for unit in Unit.objects.select_related("parent")}
    place = definition.places
    base = next(unit.code for unit in units.values() if unit.level in place.base)
    seats = {  # the unit in which the account works, and the one over which its role is granted
        Role.OFFICE: (place.office, place.area),
        Role.REPORTER: (base, base),
        Role.AGENCY: (place.police, place.police),
        Role.WALLED: (place.police, place.police),
        Role.LEADER: (place.area, place.area),
        Role.ADMIN: (place.office, place.area),
        Role.ANY: (base, base) if definition.case.second else (place.office, place.area),
        Role.ANY_WALLED: (place.police, place.area),
    }
    made = {}
    # A role that both programmes give its own rights to stands twice: the programme's own is taken.
    rows = RoleRow.objects.filter(code__in=[*Role]).exclude(programme__in=Programme.objects.exclude(pk=row.pk))
    roles = {Role(role.code): role for role in rows.order_by(F("programme").asc(nulls_first=True))}
    for code, role in roles.items():
        unit, over = seats[code]
        username = f"{definition.code}-{role.code}".replace("_", "")
        users.create_user(username=username, full_name="Lò Thị Minh", title="", unit=units[unit], by="tests", at=AT)
        made[code] = User.objects.get(username=username)
        function = definition.walled if code in (Role.WALLED, Role.ANY_WALLED) else "general"
        grants.create_grant(
            user=made[code], role=role, unit=units[over], function=function, since=SINCE, by="tests", at=AT
        )
    return Home(definition, programmes.read_programme(written), made)


def open_page(client: Client, address: str, found_on: str) -> str:
    """The page; «» for a file."""
    response = client.get(address, follow=True)
    assert response.status_code == 200, f"{address}, found on {found_on}: {response.status_code}"
    is_page = response["Content-Type"].startswith("text/html") and not response.streaming
    return response.content.decode() if is_page else ""


def crawl(client: Client, *, follow: bool) -> None:
    """Opens the first page, and every item of its menu and footer; `follow`: one link of each shape on these, too."""
    first = open_page(client, "/", "the beginning")
    items = [link for part in _MENU.findall(first) for link in list_links(part)]
    assert len(items) > 3
    items.append(f"{reverse('home:search')}?q=CS")  # finds elements of the main form
    pages = {"/": first, **{item: open_page(client, item, "the menu") for item in items}}
    found_on = {link: address for address, page in pages.items() for link in list_links(page)} if follow else {}
    shapes = {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "", link.partition("?")[0]): link for link in found_on}
    for link in shapes.values():
        if link not in pages:
            open_page(client, link, found_on[link])


def crawl_as_roles(home: Home) -> None:
    """Every role opens its menu. The crawler of the case follows links; in the long form every role does."""
    assert {role.value for role in home.users} == {role.code for role in home.programme.roles}
    for role in home.users:
        crawl(home.open(role), follow=role is home.definition.case.crawler or LONG)


def build_typed(form: Form, elements: dict[str, DataElement]) -> dict[str, TypedCell]:
    """An answer to each typed cell, as the checks of its element want it."""
    typed: dict[str, str] = {}
    answered: Counter[str] = Counter()
    for cell in form.cells:
        element = elements[cell.element]
        answered[cell.element] += 1
        if cell.sum_of or cell.source is not None:
            continue
        if element.kind is ValueKind.DATE:
            typed[cell.code] = "05/12/2025"
        elif element.kind is ValueKind.CHOICE:
            typed[cell.code] = "1" if answered[cell.element] == 1 else "0"
        elif element.get_side(cell.disaggregation) is ShareSide.WHOLE:
            typed[cell.code] = "4"
        else:
            typed[cell.code] = "1"
    return {code: TypedCell(text, 0) for code, text in typed.items()}


def report(home: Home) -> str:
    """The main form of a base unit: begun, filled in, sent, accepted. Returns its period."""
    row = FormRow.objects.get(programme__code=home.definition.code, code=MAIN)
    definition = next(form for form in home.programme.forms if form.code == MAIN)
    clerk, office, period = home.users[Role.REPORTER], home.users[Role.OFFICE], PERIODS[home.definition.case.period]
    listed = open_page(home.open(Role.REPORTER), f"{reverse('reporting:list')}?ky={period}", "the period")
    assert MAIN in listed, f"no page shows the form of {period}"
    begun = submissions.open_submission(form=row.uid, unit=clerk.unit, period=period, by=clerk, at=AT)
    pk = uuid.UUID(str(begun.answer["id"]))
    typed = build_typed(definition, {element.code: element for element in home.programme.elements})
    values.save(submission=pk, changes=typed, by=clerk, at=AT)
    texts = {cell.code: TypedText("Đ", 0) for cell in definition.printed_cells if cell.holds_text}
    narratives.save(submission=pk, texts=texts, by=clerk, at=AT)
    open_page(home.open(Role.REPORTER), reverse("reporting:submission", args=[pk]), "the report")
    sent = send_or_approve(access_submission(clerk, pk), by=clerk, at=AT)
    open_page(home.open(Role.OFFICE), reverse("reporting:submission", args=[pk]), "the report")
    acceptance.accept(submission=pk, version=int(str(sent.answer["version"])), by=office, at=AT + timedelta(hours=1))
    area = home.definition.places.area
    sheet = open_page(
        home.open(Role.OFFICE), reverse("consolidation:sheet", args=[area, period, row.uid]), "consolidation"
    )
    assert "1/" in sheet or not definition.cells
    listed = [text.place for text in list_narratives(row.definition, period)]
    assert listed == sorted(texts)
    return period


def issue(home: Home, period: str) -> OfficialDocument:
    """The office's report by its outline: drafted on its page, checked, numbered, signed on paper, issued."""
    office = home.users[Role.OFFICE]
    client = home.open(Role.OFFICE)
    outline = next(
        identity.uid
        for identity in Programme.objects.get(code=home.definition.code).identities.filter(kind="outline", code="bc")
    )
    address = reverse("documents:begin", args=[outline, period])
    open_page(client, address, "the outline")
    assert client.post(address, {"compared": "1"}).status_code == 302
    row = OfficialDocument.objects.latest("pk")
    workflow.submit_document(document=row.pk, version=row.version, by=office, at=AT)
    checker = find_other_checker(row, AT.date()) or office  # where somebody else may check, the drafter does not
    workflow.confirm_check(document=row.pk, version=written.current(row).version, by=checker, at=AT)
    row = written.numbered(written.current(row), office)
    username = f"{home.definition.code}-ky".replace("_", "")
    users.create_user(username=username, full_name="Lò Văn Hặc", title="", unit=office.unit, by="tests", at=AT)
    signer = User.objects.get(username=username)
    leader = RoleRow.objects.get(programme__code=home.definition.code, code=Role.LEADER.value)
    grants.create_grant(
        user=signer, role=leader, unit=office.unit.parent, function="general", since=SINCE, by="tests", at=AT
    )
    signatures.sign_on_paper(document=row.pk, version=row.version, by=signer, at=AT)
    row = written.current(row)
    address = addresses.update_address(name="Ủy ban", unit=office.unit.parent, since=SINCE, code="", by="tests", at=AT)
    to = [(int(str(address.answer["id"])), "paper")]
    dispatches.assign_recipients(document=row.pk, version=row.version, to=to, due_on=TODAY, by=office, at=AT)
    row = written.issued(written.current(row), office)
    assert row.state == "issued"
    open_page(client, reverse("documents:page", args=[row.pk]), "the document")
    return row


def open_targets(home: Home, period: str) -> None:
    """A plan whose target the indicator measures: its pages say the level of the year, or that none is stated."""
    indicator = next((row for row in home.programme.indicators if not row.code.startswith("ty_le_")), None)
    if indicator is None:
        return
    office, area = home.users[Role.OFFICE], Unit.objects.get(code=home.definition.places.area)
    uid = Programme.objects.get(code=home.definition.code).indicators.get(code=indicator.code).uid
    plan = Plan.objects.create(
        unit=area, kind="KẾ HOẠCH", title="Kế hoạch", file_name="x.txt", text="I", digest=home.definition.code,
        state="in_force", created_by=office, created_at=AT, in_force_by=office, in_force_at=AT,
    )  # fmt: skip
    Target.objects.create(
        plan=plan, code="CT1", path="II.2", start=1, end=2, text="Chỉ tiêu", likelihood=1.0, state="confirmed",
        settled_by=office, settled_at=AT, value=7, unit_of_measure="%", indicator=uid, bound=">=", baseline=3,
    )  # fmt: skip
    client = home.open(Role.OFFICE)
    page = open_page(client, f"{reverse('consolidation:targets', args=[plan.pk])}?ky={period}", "the plan")
    assert {text for text in STATED.values() if text and text in page} == {STATED[home.definition.case.stated]} - {""}
    open_page(client, f"{reverse('consolidation:target_units', args=[plan.pk, 'CT1'])}?ky={period}", "the targets")


def check_stored() -> None:
    """What `sokehoach verify` and `sokehoach audit verify` compare."""
    assert [difference for recount in list_recounts() for difference in recount.differences] == []
    assert list(compare_with_trail().differences) == []
    assert list(list_altered_rows()) == []
    assert list(find_version_faults()) == []
    assert list(find_faults(outside_heads=[])) == []


def check_export(home: Home, folder: Path) -> None:
    code = home.definition.code
    for name, content in write_programme(build_published_programme(code)).items():
        path = folder / f"exported-{code}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    digest = canonicalize(programmes.read_programme(folder / f"exported-{code}")).digest
    assert digest == DefinitionVersion.objects.get(programme__code=code, state="published").digest


def check_traits(home: Home) -> None:
    """The loaded programme has what its case says."""
    case, programme = home.definition.case, home.programme
    main = next(form for form in programme.forms if form.code == MAIN)
    elements = [element for element in programme.elements if element.form == MAIN]
    assert case.kind in {element.kind for element in elements}
    assert (main.period_type, main.counting_window.code) == (case.period, case.counted)
    assert isinstance(main.due, DUE_RULES[case.due])
    assert {level["code"] for level in LEVELS[case.tree]} == {level.code for level in programme.levels}
    walled = {form.function for form in programme.forms} - {"general"}
    persons, groups = programme.policy.persons, programme.policy.groups
    is_looser = persons.basis is not None and any(element.counts_persons for element in elements)
    assert (
        case.wall
        is {
            (True, True): Wall.STRICT if walled == {"enforcement"} else Wall.OWN if walled == {"b_2"} else Wall.ALONE,
            (False, True): Wall.LOOSER if is_looser else Wall.HIGHER,
            (False, False): Wall.NONE,
        }[bool(walled), bool(walled) or persons.lowest is not None]
    )
    assert [group.wall for group in groups if group.code in walled] in ([], ["enforcement-support"], ["own-wall"], [""])
    rules = [indicator.rule for indicator in programme.indicators if not indicator.code.startswith("ty_le_")]
    assert [case.measured] == [
        Measured.CHANGE if rule.change else Measured.SHARE if rule.per == 100
        else Measured.PLAIN if rule.per is None else Measured.RATE
        for rule in rules
    ] or (case.measured, rules) == (Measured.NONE, [])  # fmt: skip
    written = {Written.FOLLOWS if report.follows else Written(report.writers) for report in programme.reports}
    assert written == {Written.ISSUER, case.written}
    is_counted = any(cell.source is not None for cell in main.cells)
    assert (bool(programme.register_owners), is_counted) == REGISTERS[case.registers]


def walk(definition: Definition, beside: Definition | None) -> None:
    with empty_home() as folder:
        homes = [load(one, folder) for one in (beside, definition) if one is not None]
        home = homes[-1]
        check_traits(home)
        crawl(home.open(definition.case.crawler), follow=False)
        period = report(home)
        open_targets(home, period)
        issue(home, period)
        crawl_as_roles(home)
        for one in homes:
            check_export(one, folder)
        if beside is not None:
            crawl(homes[0].open(definition.case.crawler), follow=LONG)
        check_stored()


def test_the_cases_cover_every_trait() -> None:
    assert len(CASES) * EXAMPLES >= (500 if LONG else 25)
    for trait in fields(Case):
        kinds = {getattr(case, trait.name) for case in CASES}
        all_kinds = {False, True} if trait.type is bool else {*trait.type} - {PeriodType.WEEK}  # type: ignore[misc]
        assert kinds == all_kinds, trait.name


@pytest.mark.parametrize("case", CASES, ids=str)
def test_any_definition_works(case: Case) -> None:
    """In short the plainest definition of each case and a drawn one."""
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]
    numbers = itertools.count()

    @settings(max_examples=EXAMPLES, suppress_health_check=health)
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        beside = None
        if case.second:  # registers belong to one programme
            beside = data.draw(definitions(replace(case, registers=Registers.NONE), code="any_2"), label="beside")
        definition = data.draw(definitions(case, beside=beside), label="definition")
        next(numbers)
        walk(definition, beside)

    check()
    assert next(numbers) >= 2, "hypothesis begins with the plainest, and no other was drawn"
