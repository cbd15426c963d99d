"""A second programme beside the first, with the same printed codes: nothing of the first one changes."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.programmes.models import Identity, Programme
from sokehoach.apps.reporting.models import Form, Submission
from sokehoach.apps.reporting.pages.submissions import load_report_list
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.thread_cache import forget_answers
from tests.apps.setup.page_text import list_links
from tests.factories.accounts import create_account, create_office, grant_role
from tests.factories.cast import AT
from tests.factories.programmes import write_second_programme
from tests.soak import LONG

pytestmark = pytest.mark.usefixtures("db", "demonstration")
type Browser = Callable[[User], Client]

ACCOUNTS = ("xa03289", "lanhdao", "thuongtruc", *("congan", "yte", "sotiepnhan") * LONG)
_TAG = re.compile(r"<[^>]*>")
_OWN_PREFIX = re.compile("ma túy: ", re.IGNORECASE)  # before the names of its forms, which are else those of the first
_TABS = re.compile(r'<nav class="tabs.*?</nav>', re.DOTALL)  # name its forms without that prefix
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
ALIKE = {  # pages that have one shape: the figures of a form, the translations of reports
    "consolidation:figure": {"element": "x"}, "documents:translation": {"outline": "x", "period": "x"},
}  # fmt: skip
TRAIL = "/nhat-ky/"  # the trail belongs to the installation, not to a programme
_OF_THE_TRAIL = re.compile(r'<section class="section" aria-labelledby="recent">.*?</section>', re.DOTALL)
_ONE_TIME = re.compile(r'nonce="[^"]*"|name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|"X-CSRFToken": "[^"]*"')


def read_pages(client: Client) -> dict[str, str]:
    """One page of each shape of address that the account comes to, without what is made anew for each answer."""
    pages: dict[str, str] = {}
    opened: set[str] = set()
    routes_of_files: set[str] = set()
    waiting, met = ["/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        path = address.partition("?")[0]
        route = resolve(path)
        if route.view_name in ALIKE:
            path = reverse(route.view_name, kwargs=route.kwargs | ALIKE[route.view_name])
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "", path)
        if shape in opened or route.view_name in routes_of_files:
            continue
        opened.add(shape)
        response = client.get(address)
        if response.status_code == 200 and not response.streaming and response["Content-Type"].startswith("text/html"):
            pages[address] = page = read_page(response)
            links = {link for link in list_links(page) if not link.startswith(TRAIL)} - met
            met |= links
            waiting += sorted(links)
        elif response.status_code == 200:
            routes_of_files.add(route.view_name)
    return pages


def read_page(response: Any) -> str:
    return _OF_THE_TRAIL.sub("", _ONE_TIME.sub("", response.text))


@pytest.fixture
def second(tmp_path: Path) -> Callable[[], Programme]:
    def load() -> Programme:
        programmes.load_programme(folder=write_second_programme(tmp_path / "ma_tuy"), by="tests", at=AT)
        return Programme.objects.get(code="ma_tuy")

    return load


def test_loading_it_gives_new_uids_to_the_same_codes(second: Callable[[], Programme]) -> None:
    figures = list(Figure.objects.order_by("pk").values())
    first = Form.objects.get(code="01-XA")
    programme = second()
    of_second = Form.objects.get(programme=programme, code="01-XA")
    assert of_second.uid != of_second.code
    assert re.fullmatch(r"[A-Z][A-Z0-9]{10}", of_second.uid)
    assert first.definition == Form.objects.get(pk=first.pk).definition
    assert {cell.element for cell in of_second.definition.cells}.isdisjoint(
        cell.element for cell in first.definition.cells
    )
    assert of_second.definition.printed_codes == first.definition.printed_codes
    assert list(Figure.objects.order_by("pk").values()) == figures
    assert not Identity.objects.filter(
        programme=programme, uid__in=Identity.objects.exclude(programme=programme).values("uid"), kind="element"
    )


def test_loading_it_again_changes_no_uid(second: Callable[[], Programme], tmp_path: Path) -> None:
    programme = second()
    uids = set(Identity.objects.values_list("kind", "uid", "code"))
    programmes.load_programme(folder=tmp_path / "ma_tuy", by="tests", at=AT)
    assert set(Identity.objects.values_list("kind", "uid", "code")) == uids
    assert Form.objects.filter(programme=programme).count() == 9


@pytest.mark.sweep
@pytest.mark.parametrize("username", ACCOUNTS)
def test_who_has_no_role_in_it_sees_every_page_as_before(
    second: Callable[[], Programme], signed_in: Browser, username: str
) -> None:
    client = signed_in(User.objects.get(username=username))
    before = read_pages(client)
    with transaction.atomic():
        second()
        after = read_pages(client)
        transaction.set_rollback(True)
    forget_answers()
    changed = [address for address, page in before.items() if after.get(address) != page]
    again = {address: read_page(client.get(address)) for address in changed}  # what differs without it, too
    assert len(before) - len(changed) > 15
    assert [address for address in changed if again[address] == before[address]] == []
    assert list(after) == list(before)


def test_it_is_reported_accepted_and_consolidated_and_stays_closed_to_the_first(
    second: Callable[[], Programme], signed_in: Browser
) -> None:
    programme = second()
    form = Form.objects.get(programme=programme, code="01-XA")
    clerk = create_account("03289", (programme, "commune_clerk", "03289"))
    office = create_office(programme)
    figures = set(Figure.objects.values_list("pk", "number"))
    opened = submissions.open_submission(form=form.uid, unit=clerk.unit, period="2021S1", by=clerk, at=AT)
    report = Submission.objects.get(pk=str(opened.answer["id"]))
    cells = {cell.code: TypedCell("0", 0) for cell in form.definition.cells if not cell.sum_of}
    values.save(submission=report.pk, changes=cells, by=clerk, at=AT)
    report.refresh_from_db()
    submissions.send(submission=report.pk, version=report.version, by=clerk, at=AT)
    report.refresh_from_db()
    acceptance.accept(submission=report.pk, version=report.version, why="", by=office, at=AT)
    assert compare_with_trail().differences == ()
    assert Figure.objects.filter(form=form.uid, unit__code="099").count() > 10
    assert figures == set(Figure.objects.exclude(form=form.uid).values_list("pk", "number"))

    page = signed_in(office).get(reverse("consolidation:sheet", args=["099", "2021S1", form.uid]))
    assert (page.status_code, "Ma túy: " in page.text, form.uid in _TAG.sub("", page.text)) == (200, True, False)
    sheets = re.findall(r'(?:href|action)="(/tong-hop/099/[^"]*)"', page.text)
    assert {address.split("/")[4] for address in sheets} == set(
        Form.objects.filter(programme=programme).values_list("uid", flat=True)
    )
    opened_figure = signed_in(office).get(next(address for address in sheets if "phan-to" in address))
    assert f"/2021S1/{form.uid}/" in opened_figure.text
    phone = signed_in(office).get(reverse("reporting:phone"))
    assert "01-XA, Ma túy: " in phone.text
    listed = load_report_list(office, day=date(2021, 6, 22), period="2021S1", form="", state="")
    assert [group.code for group in listed.groups] == sorted(group.code for group in listed.groups)
    for username in ("thuongtruc", "lanhdao", "xa03289", "congan"):
        client = signed_in(User.objects.get(username=username))
        assert client.get(reverse("reporting:submission", args=[report.pk])).status_code == 404
        assert client.get(reverse("consolidation:sheet", args=["099", "2021S1", form.uid])).status_code == 404
    first = Submission.objects.filter(form__programme__code="tuan_giao_2021", unit=clerk.unit).first()
    assert first is not None
    for person in (clerk, office):
        assert signed_in(person).get(reverse("reporting:submission", args=[first.pk])).status_code == 404
    of_first = User.objects.get(username="xa03289")
    with pytest.raises(NotFoundError):
        submissions.open_submission(form=form.uid, unit=clerk.unit, period="2021S2", by=of_first, at=AT)


def test_an_option_set_that_no_other_programme_has_keeps_its_code(tmp_path: Path) -> None:
    """The registers of the product ask for it by this code."""
    folder = write_second_programme(tmp_path / "ma_tuy")
    path = folder / "option_sets.yaml"
    added = "  - {code: only_here, name: Riêng, source: kiểm thử, options: {one: một}}\n"
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + added, "utf-8")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    uids = dict(Identity.objects.filter(programme__code="ma_tuy", kind="option_set").values_list("code", "uid"))
    assert uids["only_here"] == "only_here"
    assert uids["kind"] != "kind"


def test_a_role_of_the_whole_installation_is_none_of_the_first_programme_with_its_code(tmp_path: Path) -> None:
    folder = write_second_programme(tmp_path / "ma_tuy")
    path = folder / "roles.yaml"
    roles = yaml.safe_load(path.read_text("utf-8"))
    next(role for role in roles["roles"] if role["code"] == "superior")["actions"] = ["account.administer"]
    path.write_text(yaml.safe_dump(roles, allow_unicode=True), "utf-8")
    programmes.load_programme(folder=folder, by="tests", at=AT)
    assert Role.objects.filter(code="superior").values_list("programme__code", flat=True).count() == 2
    assert list(find_version_faults()) == []


@pytest.mark.sweep
def test_who_works_in_it_alone_meets_open_links_printed_codes_and_nothing_of_the_first(
    second: Callable[[], Programme], signed_in: Browser
) -> None:
    programme = second()
    uids = set(Identity.objects.filter(programme=programme).values_list("uid", flat=True))
    forms_of_first = Form.objects.exclude(programme=programme).values_list("name", flat=True)
    issued = OfficialDocument.objects.filter(issued_at__isnull=False)
    arrived = {reverse("documents:page", args=[row.pk]) for row in issued}  # read by whoever opens the office's post
    for person in (create_account("03289", (programme, "commune_clerk", "03289")), create_office(programme)):
        pages = read_pages(signed_in(person))
        assert len(pages) > 8
        for address, page in pages.items():
            words = _TAG.sub(" ", _SCRIPT.sub("", _TABS.sub("", page)))
            assert not [uid for uid in uids if uid in words], address
            named = [name for name in forms_of_first if f" {name}" in _OWN_PREFIX.sub("Ma túy:", words)]
            assert not named or address in arrived, address


def test_who_works_in_both_goes_from_the_sheets_of_one_to_those_of_the_other(
    second: Callable[[], Programme], signed_in: Browser
) -> None:
    form = Form.objects.get(programme=second(), code="01-XA")
    office = User.objects.get(username="thuongtruc")
    grant_role(office, form.programme, "standing_office", "099")
    address = reverse("consolidation:sheet", args=["099", "2021S1", "01-XA"])
    assert (
        f'href="{reverse("consolidation:sheet", args=["099", "2021S1", form.uid])}"'
        in signed_in(office).get(address).text
    )
