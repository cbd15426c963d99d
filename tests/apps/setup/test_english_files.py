"""Files for an English reader: an answer to the reader's own question is English; what is official is not."""

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import AdHoc, Submission
from sokehoach.apps.shell.numbers import write_cell_number
from tests.apps.setup.test_english import english
from tests.english_pages import find_untranslated, read_data

pytestmark = [pytest.mark.usefixtures("db", "demonstration"), pytest.mark.sweep]
OFFICE, COMMUNE = "thuongtruc", "xa03304"
QUESTION = "vung=099&chi-tieu=TT01&chi-tieu=KP02&ky=2021S1&noi=communes"
type Rows = list[list[Any]]


def vietnamese(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def read_workbook(content: bytes) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[sheet.title], *([cell.value for cell in row] for row in sheet.iter_rows())]


def read_csv(content: bytes) -> Rows:
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig")))]


def find_vietnamese(rows: Rows) -> list[str]:
    """What is neither English nor a text of the database, as names of units are."""
    page = "".join(f"<p>{cell}</p>" for row in rows for cell in row if isinstance(cell, str))
    return find_untranslated(page, read_data())


def ask_ad_hoc() -> AdHoc:
    """The office asks two communes; one answers."""
    element = f"TT01 {DataElement.objects.get(code='TT01').name}"
    office = english(OFFICE)
    question = {
        "title": "Họp giao ban",
        "due": "2021-06-23T15:00",
        "chi-tieu": element,
        "don-vi-tinh": "",
        "moi-xa": "1",
    }
    assert office.post(reverse("reporting:ad_hoc_ask"), question | {"key": "question"}).status_code == 302
    ad_hoc = AdHoc.objects.order_by("-pk")[0]
    address = reverse("reporting:ad_hoc_answer", args=[ad_hoc.pk, "03304"])
    form = english(COMMUNE).get(address).text
    name = form.partition('class="control control--number"')[0].rpartition('name="')[2].partition('"')[0]
    answered = {name: "1.234", "version": "0", "key": "answer"} if name else {}
    english(COMMUNE).post(address, answered)
    return ad_hoc


@pytest.mark.parametrize(("route", "read"), [("csv", read_csv), ("workbook", read_workbook)])
def test_an_answer_to_a_question_is_in_the_readers_language(route: str, read: Any) -> None:
    address = f"{reverse(f'analysis:{route}')}?{QUESTION}"
    answer, in_vietnamese = english(OFFICE).get(address), vietnamese(OFFICE).get(address)
    assert answer["Content-Disposition"].startswith('attachment; filename="figures.')
    assert in_vietnamese["Content-Disposition"].startswith('attachment; filename="so-lieu.')
    rows, others = read(answer.content), read(in_vietnamese.content)
    assert find_vietnamese(rows) == []
    assert find_vietnamese(others) != []
    assert len(rows) == len(others) > 10
    assert "Pú Xi" in str(rows), "names of units are data"


def test_a_picture_of_an_answer_is_in_the_readers_language() -> None:
    address = f"{reverse('analysis:picture')}?{QUESTION}"
    answer, in_vietnamese = english(OFFICE).get(address), vietnamese(OFFICE).get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="figures.png"'
    assert answer.content.startswith(b"\x89PNG")
    assert answer.content != in_vietnamese.content


@pytest.mark.parametrize(("route", "read"), [("ad_hoc_csv", read_csv), ("ad_hoc_workbook", read_workbook)])
def test_answers_of_an_ad_hoc_report_are_in_the_readers_language(route: str, read: Any) -> None:
    address = reverse(f"reporting:{route}", args=[ask_ad_hoc().pk])
    answer, in_vietnamese = english(OFFICE).get(address), vietnamese(OFFICE).get(address)
    assert 'filename="ad-hoc-report.' in answer["Content-Disposition"]
    assert 'filename="bao-cao-nhanh.' in in_vietnamese["Content-Disposition"]
    rows = read(answer.content)
    assert find_vietnamese(rows) == []
    assert "not answered" in str(rows)
    assert "Đơn vị" in str(read(in_vietnamese.content))


def test_what_is_official_or_imported_again_stays_vietnamese() -> None:
    """The form of a report, the consolidated form of an area and the audit trail."""
    report = Submission.objects.get(unit__code="03304", period="2021S1", form__code="01-XA")
    for username, address in (
        (COMMUNE, reverse("exchange:sheet", args=[report.pk])),
        (OFFICE, reverse("consolidation:workbook", args=["099", "2021S1", "01-XA"])),
        (OFFICE, reverse("home:audit_file")),
    ):
        answers = [client.get(address) for client in (english(username), vietnamese(username))]
        assert [answer.status_code for answer in answers] == [200, 200], address
        assert answers[0]["Content-Disposition"] == answers[1]["Content-Disposition"]
        read = read_csv if answers[0]["Content-Type"].startswith("text/csv") else read_workbook
        rows, others = (read(answer.content) for answer in answers)
        assert (rows[0], rows[-12:]) == (others[0], others[-12:])  # the newest lines of the trail are of these readings
        assert find_vietnamese(rows) != []


@pytest.mark.parametrize(
    ("number", "vietnamese_cell", "english_cell"),
    [("1234", "1.234", "1234"), ("1234.5", "1.234,5", "1234.5"), ("1.234", "1,234", "1.234"), ("0", "0", "0")],
)
def test_a_decimal_of_a_file_is_read_by_a_spreadsheet_of_that_language(
    number: str, vietnamese_cell: str, english_cell: str
) -> None:
    assert write_cell_number(Decimal(number)) == vietnamese_cell
    with translation.override("en"):
        assert write_cell_number(Decimal(number)) == english_cell
