"""Before a report is drafted, figures of one thing that differ are laid side by side; the choice holds in the draft."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.pages import report_drafts
from sokehoach.apps.documents.pages.report_drafts import compare_figures
from sokehoach.apps.documents.queries.documents import get_content
from sokehoach.domain.documents.content import FigureRun, Paragraph
from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.values.value import format_value

pytestmark = pytest.mark.usefixtures("db", "demonstration")
BEGIN = ("documents:begin", ["bc-ldtbxh", "2021S1"])
LODGING = "cơ sở lưu trú"


@pytest.fixture
def office() -> User:
    return User.objects.get(username="thuongtruc")


@pytest.fixture
def signed(client: Client, office: User) -> Client:
    client.force_login(office)
    return client


def draft(client: Client, **posted: str | list[str]) -> OfficialDocument:
    reply = client.post(reverse(BEGIN[0], args=BEGIN[1]), {"compared": "1", **posted})
    assert reply.status_code == 302
    return OfficialDocument.objects.latest("pk")


def test_nothing_is_drafted_before_the_differing_figures_were_seen(signed: Client) -> None:
    before = OfficialDocument.objects.count()
    page = signed.post(reverse(BEGIN[0], args=BEGIN[1]))
    assert OfficialDocument.objects.count() == before
    shown = {one.name: one for one in page.context["differing"]}
    lodging = shown[LODGING]
    assert len({figure.value for figure in lodging.figures}) == 2
    for figure in lodging.figures:
        assert figure.url in page.content.decode().replace("&amp;", "&")
        opened = signed.get(figure.url)
        assert opened.status_code == 200
        assert format_value(figure.value) in opened.content.decode()


def test_without_a_choice_each_printed_figure_names_its_source(signed: Client, office: User) -> None:
    row = draft(signed)
    content = get_content(row)
    text = render_plain_text(content)
    runs = [run for block in content.blocks if isinstance(block, Paragraph) for run in block.runs]
    printed = {reference.operand for run in runs if isinstance(run, FigureRun) for reference in run.references}
    for one in compare_figures(office, *BEGIN[1]):
        for figure in one.figures:
            said = rf"\(Số [^)]*{re.escape(one.name)}[^)]*: theo {re.escape(figure.source.description)}"
            assert figure.value == 0 or figure.source.operand in printed
            if figure.source.operand in printed:
                assert re.search(said, text), figure.source.description
    assert report_drafts.list_changed_figures(office, row) == ()


@pytest.mark.parametrize("at", [0, 1])
def test_the_chosen_source_is_printed_everywhere_and_stays_so(signed: Client, office: User, at: int) -> None:
    found = [one for one in compare_figures(office, *BEGIN[1]) if one.differs]
    index = next(n for n, one in enumerate(found) if one.name == "cơ sở kinh doanh dịch vụ đã ký cam kết")
    chosen, other = found[index].figures[at], found[index].figures[1 - at]
    row = draft(signed, **{f"figure-{index}": chosen.key})
    text = render_plain_text(get_content(row))
    assert f"{format_value(chosen.value)} cơ sở đã ký cam kết" in text
    assert f"{format_value(chosen.value)} cơ sở còn cam kết" in text
    assert f"{format_value(other.value)} cơ sở còn cam kết" not in text
    assert row.chosen_figures == [chosen.key]
    assert report_drafts.list_changed_figures(office, row) == ()


def test_a_choice_that_was_not_offered_is_none(signed: Client) -> None:
    assert draft(signed, **{"figure-0": "TT01"}).chosen_figures == []


def test_a_communes_report_has_one_source_of_each(client: Client) -> None:
    client.force_login(User.objects.get(username="xa03289"))
    reply = client.post(reverse("documents:begin", args=["bc-xa", "2021S1"]))
    assert reply.status_code == 302


@pytest.mark.parametrize("ticked", [["0", "2"], [], ["0", "1", "99", "x"]])
def test_only_the_ticked_annexes_are_drafted(signed: Client, ticked: list[str]) -> None:
    names = signed.get(reverse(BEGIN[0], args=BEGIN[1])).context["annex_names"]
    assert names[0].startswith("01-XA ")
    assert names[-1] == "Biểu đồ, bản đồ"
    annexes = get_content(draft(signed, annexes_offered="1", annex=ticked)).annexes
    assert [
        names.index(
            "Biểu đồ, bản đồ"
            if annex.title == "Biểu đồ, bản đồ"
            else next(name for name in names if annex.title.startswith(name.partition(" ")[2]))
        )
        for annex in annexes
    ] == [int(number) for number in ticked if number in ("0", "1", "2")]


def test_a_page_that_offers_no_choice_keeps_all_annexes(signed: Client) -> None:
    names = signed.get(reverse(BEGIN[0], args=BEGIN[1])).context["annex_names"]
    assert len(get_content(draft(signed)).annexes) == len(names)
