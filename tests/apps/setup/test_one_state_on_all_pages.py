"""Who is missing, and why, is said alike on every page; what is counted has one code everywhere."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.documents.pages import reports
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.exchange.report_workbook import build_workbook
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.shell import clock
from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.reporting.status import ReportStatus
from tests.apps.setup.page_text import page_text

pytestmark = pytest.mark.usefixtures("db", "demonstration")
PERIOD, FORM = "2021S1", "01-XA"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(User.objects.get(username="thuongtruc"))
    return client


def expected() -> tuple[obligations.ExpectedReport, ...]:
    return obligations.list_expected(query_forms.get_form(FORM), PERIOD, clock.today())


def missing() -> list[tuple[str, str]]:
    return [(one.unit.short_name, one.status.label_vi) for one in expected() if one.status is not ReportStatus.ACCEPTED]


def test_the_missing_are_the_same_on_every_page(office: Client) -> None:
    told = missing()
    assert told == [("Pú Xi", "chưa gửi"), ("Tênh Phông", "trả lại")]
    count = f"{len(expected()) - len(told)}/{len(expected())}"
    named = ", ".join(f"{name} ({state})" for name, state in told)
    by_state = ", ".join(f"{name} ({state})" for name, state in sorted(told, key=lambda one: -ord(one[1][0])))
    listed = page_text(office, f"{reverse('reporting:list')}?ky={PERIOD}&bieu={FORM}")
    assert f"{count}, thiếu: {named}" in listed or f"{count}, thiếu: {by_state}" in listed
    assert f"{count} đơn vị, thiếu: {named}" in page_text(
        office, reverse("consolidation:sheet", args=["099", PERIOD, FORM])
    )
    figure = page_text(office, reverse("consolidation:figure", args=["099", PERIOD, FORM, "TT03"]))
    assert f"Tổng của {count} đơn vị" in figure
    assert f"Thiếu {len(told)}: {named}." in figure
    today = page_text(office, reverse("home:today"))
    assert count in today
    assert all(f"{name} ({state})" in today for name, state in told)
    pivot = page_text(office, f"{reverse('analysis:ask')}?chi-tieu=TT03&ky={PERIOD}&noi=communes")
    assert all(f" {name} {state} " in pivot for name, state in told)
    assert "TT03 Buổi phát thanh (buổi)" in pivot
    area = sheets.get_area("099", parse_period(PERIOD).start)
    made = reports.build_report(outlines.get_main_outline("099"), period=PERIOD, audience=office_audience(area))
    by_words = "; ".join(f"{state}: {name}" for name, state in told)
    assert f"báo cáo của {count} xã, thị trấn ({by_words})" in render_plain_text(made)


@pytest.mark.parametrize("state", ["draft", "sent", "returned", "accepted"])
def test_each_state_has_one_word(office: Client, state: str) -> None:
    """Whatever becomes of one commune's report, page, figure and pivot say the same of it."""
    Submission.objects.filter(form__code=FORM, period=PERIOD, unit__code="03304").update(state=state)
    one = next(one for one in expected() if one.unit.code == "03304")
    word = one.status.label_vi
    assert word == ReportStatus(state).label_vi
    figure = page_text(office, reverse("consolidation:figure", args=["099", PERIOD, FORM, "TT03"]))
    listed = page_text(office, f"{reverse('reporting:list')}?ky={PERIOD}&bieu={FORM}&trang-thai={state}")
    assert "Tênh Phông" in listed
    pivot = page_text(office, f"{reverse('analysis:ask')}?chi-tieu=TT03&ky={PERIOD}&noi=communes")
    assert f" Tênh Phông {'để trống' if state == 'accepted' else word} " in pivot
    if state != "accepted":
        assert f"Tênh Phông ({word})" in figure
        assert f"Tênh Phông ({word})" in listed
    else:
        assert "Tênh Phông (chưa" not in figure + listed


def codes_of_form() -> Iterator[tuple[str, str]]:
    definition = query_forms.get_form(FORM)
    for cell in definition.cells:
        yield cell.element, definition.printed_codes[cell.code]


def test_an_element_has_one_code_on_every_page(office: Client) -> None:
    found = dict(codes_of_form())
    page = page_text(office, reverse("consolidation:sheet", args=["099", PERIOD, FORM]))
    report = Submission.objects.filter(form__code=FORM, period=PERIOD, state="accepted").first()
    assert report is not None
    own = page_text(office, reverse("reporting:submission", args=[report.pk]))
    area = sheets.get_area("099", parse_period(PERIOD).start)
    made = reports.build_report(outlines.get_main_outline("099"), period=PERIOD, audience=office_audience(area))
    annex = "".join(render_plain_text(made))
    drawn = build_sheet(report)
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(drawn)))
    exported = {str(cell.value) for row in book.active.iter_rows() for cell in row}  # type: ignore[union-attr]
    for element, code in codes_of_form():
        assert code == element or code.startswith(f"{element}.")
        for where in (page, own):
            assert f" {code} " in where
        assert code not in annex.split()  # who receives it knows no codes of ours: its rows are numbered
        assert code in exported
    for element in ("TT03", "CS01", "CK02"):
        told = page_text(office, reverse("consolidation:figure", args=["099", PERIOD, FORM, element]))
        assert told.strip().startswith(found[element]) or f" {element} " in f" {told}"
