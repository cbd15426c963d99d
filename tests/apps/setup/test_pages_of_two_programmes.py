"""An account with roles in two programmes reads both on one page, told apart, or one of them alone."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.own_programmes import list_own_programmes
from sokehoach.apps.analysis import services
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.indicators.models import DataElement, Indicator
from sokehoach.apps.plans.models import Assignment, Plan
from sokehoach.apps.plans.services.headers import choose_programmes
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import AdHoc, Form
from sokehoach.apps.reporting.services import ad_hoc
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.config import cli
from sokehoach.domain.analysis.question import Question
from tests.apps.setup.test_two_programmes import read_pages
from tests.factories.accounts import create_office, grant_role
from tests.factories.cast import AT
from tests.factories.programmes import load_copies, write_second_programme
from tests.soak import LONG

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

SECOND = "Phòng, chống ma túy"
FORM_CODE = re.compile(r"\b0[1-9]-(?:XA|CA|YT|VHTT|LDTBXH|GDDT|TTTH|TCKH|MTTQ)\b")
ENTRIES = frozenset({"li", "tr", "option", "h1", "h2", "h3", "summary", "dd", "p"})
VOID = frozenset({"input", "br", "img", "link", "meta", "hr", "col", "wbr", "source"})


@pytest.fixture(scope="module", autouse=True)
def folder(built_once: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The second programme, loaded once for the module."""
    written = write_second_programme(tmp_path_factory.mktemp("programmes") / "ma_tuy")
    with django_db_blocker.unblock(), transaction.atomic():
        programmes.load_programme(folder=written, by="tests", at=AT)
        yield written
        transaction.set_rollback(True)


def work_in_both(username: str, role: str) -> User:
    """That account of the demonstration, with a role in the second programme over the unit of its first grant."""
    person = User.objects.select_related("unit__parent").get(username=username)
    grant = person.capacities.get(function="general").grants.first()
    assert grant is not None
    grant_role(person, Programme.objects.get(code="ma_tuy"), role, grant.unit.code)
    return person


class EntryReader(HTMLParser):
    """The text of the entry around each printed code of a form: a row or item, else an option, heading, paragraph.

    The heading above it in its section belongs to it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heading = ""
        self.open: list[tuple[str, list[str]]] = []
        self.entries: list[str] = []

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        if tag == "section":
            self.heading = ""
        if tag not in VOID:
            self.open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        while any(tag == opened for opened, _texts in self.open):
            opened, texts = self.open.pop()
            text = " ".join(texts)
            if opened in ("h2", "h3"):
                self.heading = text
            is_within = any(tag_around in ("li", "tr") for tag_around, _texts in self.open)
            if opened in ENTRIES and not is_within and FORM_CODE.search(text):
                self.entries.append(f"{self.heading} {text}")
            elif self.open:
                self.open[-1][1].append(text)
            if opened == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in ("script", "style", "title"):
            self.open[-1][1].append(data)


def list_entries(page: str) -> list[str]:
    reader = EntryReader()
    reader.feed(page)
    return [" ".join(entry.split()) for entry in reader.entries]


READERS = [
    pytest.param("xa03304", "commune_clerk", marks=pytest.mark.sweep),
    pytest.param("thuongtruc", "standing_office", marks=pytest.mark.sweep),
    *[("lanhdao", "leader")] * LONG,
]


@pytest.mark.parametrize(("username", "role"), READERS)
def test_every_entry_says_which_programme_it_is_of(signed_in: Browser, username: str, role: str) -> None:
    person = work_in_both(username, role)
    names = list(Programme.objects.values_list("short_name", flat=True))
    pages = read_pages(signed_in(person))
    assert len(pages) > 10
    seen = dict.fromkeys(names, 0)
    for address, page in pages.items():
        entries = list_entries(page)
        for name in names:
            seen[name] += sum(name in entry for entry in entries)
        if 'class="programme-choice' in page:
            assert not [entry for entry in entries if not any(name in entry for name in names)], address
        elif entries:
            main = page[page.index("<main") :]
            assert any(name in main for name in names), address
    assert min(seen.values()) > 5, seen


def test_a_period_is_closed_by_who_sees_other_areas_in_another_programme(signed_in: Browser) -> None:
    office = User.objects.get(username="thuongtruc")
    grant_role(office, Programme.objects.get(code="ma_tuy"), "standing_office", "03304")
    page = signed_in(office).get(reverse("consolidation:close_period", args=["099", "2021S1"]))
    assert page.status_code == 200
    assert {form.sheet.form.code for form in page.context["listed"].open_forms} >= {"01-XA", "02-CA"}


def test_home_brings_both_together_until_one_is_chosen(signed_in: Browser) -> None:
    person = work_in_both("thuongtruc", "standing_office")
    client = signed_in(person)
    second = Programme.objects.get(code="ma_tuy")
    choice = reverse("accounts:programme")
    pages = [
        reverse(name) for name in ("home:today", "reporting:list", "reporting:dates", "analysis:ask", "documents:list")
    ]
    for address in pages:
        page = client.get(address).text
        assert "Tất cả chương trình" in page
        assert "Ma túy: " in page or SECOND in page, address
    answer = client.post(choice, {"programme": second.pk, "next": "/bao-cao/?ky=2021S1"})
    assert answer["Location"] == "/bao-cao/?ky=2021S1"
    of_first = {form.name for form in Form.objects.exclude(programme=second)}
    for address in pages:
        page = client.get(address).text
        main = page[page.index("<main") :]
        assert f'<option value="{second.pk}" selected>' in main, address
        assert '<span class="programme">' not in main, address
        assert f'<p class="print-only">Chương trình: {SECOND}</p>' in main, address
        assert not [name for name in of_first if re.search(f"(?<!Ma túy: ){re.escape(name)}", main)], address
    assert client.post(choice, {"programme": "", "next": "//evil.example/"})["Location"] == "/"
    assert client.post(choice, {"programme": "9" * 5000})["Location"] == "/"
    assert '<span class="programme">' in client.get("/").text
    roles = client.get(reverse("accounts:own")).text
    assert len(re.findall(r'<dd>[^<]* · [^<]* <span class="programme">', roles)) == 2


def test_the_opening_of_home_speaks_of_one_programme_after_the_other(signed_in: Browser) -> None:
    lead = read_lead(signed_in(work_in_both("thuongtruc", "standing_office")).get("/").text)
    first_name, second_name = Programme.objects.order_by("pk").values_list("short_name", flat=True)
    assert lead.count("<b>") == 2
    first_part, second_part = lead.split("<br>")
    for name, part in ((first_name, first_part), (second_name, second_part)):
        assert part.strip().startswith(f"<b>{name}:</b> Đến hôm nay,")
        assert 'class="programme"' not in part
    assert "17/19" in first_part
    assert "0/19" in second_part


def test_the_opening_of_home_names_no_programme_where_there_is_one(signed_in: Browser) -> None:
    lead = read_lead(signed_in(User.objects.get(username="thuongtruc")).get("/").text)
    assert lead.strip().startswith("Đến hôm nay,")
    assert "<br>" not in lead
    assert ":</b>" not in lead


def read_lead(page: str) -> str:
    lead = page.split('<p class="lead">')[1]
    return " ".join(lead[: lead.index("</p>")].split())


def test_what_a_page_shows_decides_no_write(signed_in: Browser) -> None:
    person = work_in_both("xa03304", "commune_clerk")
    client = signed_in(person)
    client.post(reverse("accounts:programme"), {"programme": Programme.objects.get(code="ma_tuy").pk})
    form = Form.objects.get(programme__code="tuan_giao_2021", code="01-XA")
    answer = client.post(
        reverse("reporting:open"), {"form": form.uid, "unit": person.unit.code, "period": "2021S1", "key": ""}
    )
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_a_page_that_the_chosen_programme_closes_leads_home(signed_in: Browser) -> None:
    person = work_in_both("thuongtruc", "commune_clerk")
    client = signed_in(person)
    assert client.get(reverse("home:leader")).status_code == 200
    client.post(reverse("accounts:programme"), {"programme": Programme.objects.get(code="ma_tuy").pk})
    answer = client.get(reverse("home:leader"))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    page = client.get("/").text
    assert f"Chương trình «{SECOND}» không có trang này" in page
    assert f'href="{reverse("home:leader")}"' not in page


def test_an_account_of_one_programme_meets_no_choice_and_no_further_query(signed_in: Browser) -> None:
    person = User.objects.get(username="thuongtruc")
    assert list_own_programmes(person) == {}
    client = signed_in(person)
    client.post(reverse("accounts:programme"), {"programme": Programme.objects.get(code="tuan_giao_2021").pk})
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/").text
    assert "programme-choice" not in page
    assert 'class="programme"' not in page
    assert not [query for query in queries if 'FROM "programmes_programme"' in query["sql"]]


def test_reminders_name_the_programme_for_who_works_in_several() -> None:
    both = work_in_both("xa03304", "commune_clerk")
    of_one = User.objects.get(username="xa03289")
    lines = {draft.person: draft.lines for draft in reminders.build_drafts(date(2021, 6, 18))}
    for person, named in ((both, True), (of_one, False)):
        of_forms = [line for line in lines.get(person.pk, ()) if line.programme is not None]
        assert {bool(line.programme_name) for line in of_forms} <= {named}
    assert {line.programme_name for line in lines[both.pk] if line.programme is not None} >= {SECOND}


def test_a_command_on_figures_names_its_programme(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_start_django", nullcontext)
    output = str(tmp_path / "so-lieu.csv")
    command = ["export", "--period", "2021S1", "-o", output]
    for words in (command, [*command, "--programme", "khac"], ["consolidate", "--unit", "099", *command[1:]]):
        assert cli.main(words) == 2
        assert "ma_tuy, tuan_giao_2021" in capsys.readouterr().err
    rows = {}
    for code in ("tuan_giao_2021", "ma_tuy"):
        assert cli.main([*command, "--programme", code]) == 0
        rows[code] = Path(output).read_text("utf-8").count("\n")
    assert rows["tuan_giao_2021"] > 1000
    assert rows["ma_tuy"] == 1


def test_a_plan_is_open_in_the_programmes_that_it_serves_and_none_closes_it_to_nobody(signed_in: Browser) -> None:
    plan = Plan.objects.get(unit__code="099", state="in_force", origin="signed")
    first, second = Programme.objects.get(code="tuan_giao_2021"), Programme.objects.get(code="ma_tuy")
    assert list(plan.programmes.all()) == [first]
    assert set(plan.targets.exclude(indicator="").values_list("programme", flat=True)) == {first.pk}
    of_second = create_office(second)
    address = reverse("plans:plan", args=[plan.pk])
    duties = Assignment.objects.filter(duty__plan=plan, unit=of_second.unit)
    assert duties.exists()
    pages = [address, *(reverse("plans:assignment", args=[duty.pk]) for duty in duties[:2])]
    assert {signed_in(of_second).get(page).status_code for page in pages} == {404}
    assert plan.name not in signed_in(of_second).get(reverse("plans:list")).text
    office = work_in_both("thuongtruc", "standing_office")
    client = signed_in(office)
    assert "Chương trình mà kế hoạch phục vụ" in client.get(address).text
    choose = reverse("plans:programmes", args=[plan.pk])
    assert client.post(choose, {"programme": second.pk}, follow=True).status_code == 200
    assert list(plan.programmes.all()) == [first]  # its indicators measure targets
    client.post(choose, {"programme": [first.pk, second.pk]})
    assert {signed_in(of_second).get(page).status_code for page in pages} == {200}


@pytest.mark.faults("plan.serve")
def test_a_plan_of_one_programme_gives_its_items_to_it() -> None:
    office = work_in_both("thuongtruc", "standing_office")
    first = Programme.objects.get(code="tuan_giao_2021")
    plan = Plan.objects.get(unit__code="099", state="in_force", origin="signed")
    choose_programmes(plan=plan.pk, programmes=[first.pk], by=office, at=AT)
    assert set(plan.dutys.values_list("programme", flat=True)) == {first.pk}
    with pytest.raises(NotFoundError):
        choose_programmes(plan=plan.pk, programmes=[10**6], by=office, at=AT)


def test_an_ad_hoc_report_is_open_in_its_programme_alone(signed_in: Browser) -> None:
    second = Programme.objects.get(code="ma_tuy")
    office, clerk = create_office(second), User.objects.get(username="xa03289")
    asked = ad_hoc.ask(
        title="Họp giao ban", requested_figures=[ad_hoc.TypedFigure("tt01")], units=["03289"],
        due_at=AT + timedelta(hours=5), by=office, at=AT,
    )  # fmt: skip
    row = AdHoc.objects.get(pk=str(asked.answer["id"]))
    assert row.programme == second
    answer = reverse("reporting:ad_hoc_answer", args=[row.pk, "03289"])
    board = reverse("reporting:ad_hoc", args=[row.pk])
    assert signed_in(clerk).get(answer).status_code == 404
    assert signed_in(User.objects.get(username="thuongtruc")).get(board).status_code == 404
    assert row.title not in signed_in(clerk).get("/").text
    assert signed_in(office).get(board).status_code == 200
    both = work_in_both("xa03289", "commune_clerk")
    page = signed_in(both).get("/").text
    assert row.title in page
    assert signed_in(both).get(answer).status_code == 200


def test_who_reviews_in_both_says_of_which_programme_a_free_question_is() -> None:
    office = work_in_both("thuongtruc", "standing_office")
    asked: dict[str, Any] = {
        "title": "Họp giao ban", "requested_figures": [ad_hoc.TypedFigure("Số cuộc họp", "cuộc")],
        "units": ["099.VHTT"], "due_at": AT + timedelta(hours=5), "by": office, "at": AT,
    }  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        ad_hoc.ask(**asked)
    assert "programme" in refused.value.messages


def test_a_shared_question_is_shown_to_who_works_in_its_programmes(signed_in: Browser) -> None:
    office = work_in_both("thuongtruc", "standing_office")
    second = Programme.objects.get(code="ma_tuy")
    element = DataElement.objects.get(programme=second, code="TT01")
    leader = User.objects.select_related("unit").get(username="lanhdao")
    services.save_question(
        name="Buổi truyền thông", question=Question("099", (element.uid,), ("2021S1",)), units=[leader.unit],
        by=office, at=AT,
    )  # fmt: skip
    ask = reverse("analysis:ask")
    assert "Buổi truyền thông" not in signed_in(leader).get(ask).text
    assert "Buổi truyền thông" in signed_in(work_in_both("lanhdao", "leader")).get(ask).text


def test_home_asks_as_many_questions_in_four_programmes_as_in_two(signed_in: Browser, folder: Path) -> None:
    office = work_in_both("thuongtruc", "standing_office")
    counts = []
    for copies in ([], load_copies(folder, 2, at=AT)):
        for programme in copies:
            grant_role(office, programme, "standing_office", "099")
        client = signed_in(User.objects.get(pk=office.pk))
        client.get("/")
        forget_answers()  # a thread keeps them for five seconds
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_leader_reads_the_targets_of_the_plans_of_both(signed_in: Browser) -> None:
    leader = work_in_both("lanhdao", "leader")
    second = Programme.objects.get(code="ma_tuy")
    plan = Plan.objects.get(unit__code="099", state="in_force", origin="signed")
    target = plan.targets.exclude(indicator="").first()
    assert target is not None
    plan.pk, plan.number, plan.digest = uuid.uuid4(), "99/KH-UBND", "0" * 64
    plan._state.adding = True
    plan.save()
    plan.programmes.set([second])
    target.pk, target.plan, target.programme = uuid.uuid4(), plan, second
    target.indicator = Indicator.objects.filter(programme=second, name__startswith="Ma túy").first().uid  # type: ignore[union-attr]
    target._state.adding = True
    target.save()
    client = signed_in(leader)
    page = client.get(reverse("home:leader")).text
    entries = page[page.index('class="targets"') :].partition("</ul>")[0]
    assert entries.count(f'<span class="programme">{second.name}</span>') == 1
    assert entries.count("<li>") > 2
    client.post(reverse("accounts:programme"), {"programme": second.pk})
    page = client.get(reverse("home:leader")).text
    assert page[page.index('class="targets"') :].partition("</ul>")[0].count("<li>") == 1
