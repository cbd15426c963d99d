"""Elements that are texts, beside numbers in the sections of a form: every way in, sent, listed by unit, printed."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.consolidation.pages.unit_texts import list_unit_texts
from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.queries.sheets import build_sheet as build_area_sheet
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.documents.queries.vocabulary import build_own_vocabulary
from sokehoach.apps.exchange.pages import export_csv, export_figures
from sokehoach.apps.reporting.models import NarrativeText, Submission
from sokehoach.apps.reporting.queries.ad_hoc_asking import list_askable_elements
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import narratives, proxy_entry, submissions, values
from sokehoach.apps.reporting.services.forms import import_forms
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.domain.reporting.form import Check, Rule
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District
from tests.factories.many_kinds import KINDS, add_form, build_form
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]
LINE, PARAGRAPHS = "Kế hoạch số 12/KH-UBND", "Đã họp dân.\nChưa đủ loa."
FILTERED = "Liên hệ số 0912345678"


@pytest.fixture
def district(district: District) -> District:
    add_form(district.cast)
    return district


def open_report(district: District, who: User) -> Submission:
    opened = submissions.open_submission(form=KINDS, unit=who.unit, period=PERIOD, by=who, at=AT)
    return Submission.objects.get(pk=str(opened.answer["id"]))


def read_texts(report: Submission) -> dict[str, str]:
    return {box.place: box.text for box in build_sheet(report).boxes}


def send_and_accept(district: District, report: Submission, by: User) -> None:
    report.refresh_from_db()
    sent = submissions.send(submission=report.pk, version=report.version, by=by, at=AT)
    acceptance.accept(submission=report.pk, version=int(str(sent.answer["version"])), by=district.cast.office, at=AT)


def report_texts(district: District, who: User, line: str = LINE, paragraphs: str = PARAGRAPHS) -> Submission:
    """An accepted report with both texts."""
    report = open_report(district, who)
    texts = {"A9": TypedText(line, 0), "A10": TypedText(paragraphs, 0)}
    narratives.save(submission=report.pk, texts=texts, by=who, at=AT)
    send_and_accept(district, report, who)
    return report


def test_it_stands_among_the_numbers_of_the_page_and_keeps_itself(district: District, signed_in: Browser) -> None:
    cast = district.cast
    report = open_report(district, cast.commune)
    client = signed_in(cast.commune)
    page = client.get(reverse("reporting:submission", args=[report.pk])).content.decode()
    table, _closing, below = page.partition("</table>")
    assert table.index('name="A8"') < table.index('name="A9"') < table.index('name="A10"')
    assert 'name="A9"' not in below
    kept = client.post(
        reverse("reporting:words", args=[report.pk, "A9"]), {"A9": f"  {LINE}\r\n", "A9:v": "0"}, HTTP_HX_REQUEST="true"
    )
    assert kept.status_code == 200
    assert read_texts(report) == {"A9": LINE, "A10": ""}  # a line has no line ends
    saved = client.post(
        reverse("reporting:save", args=[report.pk]), {"A1": "3,5", "A1:v": "0", "A10": PARAGRAPHS, "A10:v": "0"}
    )
    assert saved.status_code == 302
    assert read_texts(report) == {"A9": LINE, "A10": PARAGRAPHS}
    assert build_sheet(report).line("A1").typed == "3,5"


def test_it_counts_as_an_answer_of_its_section(district: District) -> None:
    report = open_report(district, district.cast.commune)
    (part,) = build_sheet(report).parts
    blanks = part.blanks
    narratives.save(submission=report.pk, texts={"A9": TypedText(LINE, 0)}, by=district.cast.commune, at=AT)
    (part,) = build_sheet(report).parts
    assert (part.blanks, part.answered) == (blanks - 1, 1)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"A9": "x" * 201}, "Đoạn này dài 201 ký tự, nhiều nhất 200."),
        ({"A10": "x" * 1501}, "Đoạn này dài 1501 ký tự, nhiều nhất 1500."),
        ({"A9": FILTERED}, "0912345678"),
        ({"A10": FILTERED}, "0912345678"),
    ],
)
def test_what_is_too_long_or_names_a_person_is_refused_beside_its_box(
    district: District, signed_in: Browser, texts: dict[str, str], message: str
) -> None:
    cast = district.cast
    report = open_report(district, cast.commune)
    page = signed_in(cast.commune).post(reverse("reporting:save", args=[report.pk]), {**texts, "A1": "3"})
    assert page.status_code == 422
    assert message in page.content.decode()
    assert not NarrativeText.objects.exists()
    assert build_sheet(report).line("A1").blank  # all of the page or nothing


def test_a_number_may_require_a_text(district: District, signed_in: Browser) -> None:
    """The report is not sent without it; the sentence stands beside the box."""
    cast = district.cast
    form = build_form()
    required = replace(form, checks=(*form.checks, Check(Rule.REQUIRED_WITH, ("A1", "A9"))))
    import_forms(programme=first_programme(), forms=[required], unit=cast.units["099"], by="tests", at=AT)
    report, client = open_report(district, cast.commune), signed_in(cast.commune)
    values.save(submission=report.pk, changes={"A1": TypedCell("3", 0)}, by=cast.commune, at=AT)
    message = "Ô KI01 (Chỉ tiêu KI01) ghi 3 nên phải trả lời ô KI09 (Chỉ tiêu KI09). Không có thì ghi «không có»."
    sheet = build_sheet(report)
    assert [(entry.place, entry.findings[0].message_vi) for entry in sheet.errors] == [("A9", message)]
    assert message in client.get(reverse("reporting:submission", args=[report.pk])).content.decode()
    refused = client.post(reverse("reporting:send", args=[report.pk]), {"version": str(report.version)})
    assert refused.status_code == 422
    assert message in refused.content.decode()
    sent = client.post(
        reverse("reporting:send", args=[report.pk]), {"version": str(report.version), "A9": LINE, "A9:v": "0"}
    )
    assert sent.status_code == 302


def test_a_number_is_no_text_and_a_text_no_number(district: District) -> None:
    report, clerk = open_report(district, district.cast.commune), district.cast.commune
    with pytest.raises(InvalidInput, match="Biểu không có ô A9"):
        values.save(submission=report.pk, changes={"A9": TypedCell("1", 0)}, by=clerk, at=AT)
    with pytest.raises(InvalidInput, match="Biểu không có mục này"):
        narratives.save(submission=report.pk, texts={"A1": TypedText("một", 0)}, by=clerk, at=AT)


def test_a_block_from_excel_fills_numbers_and_texts(district: District, signed_in: Browser) -> None:
    cast = district.cast
    report, client = open_report(district, cast.commune), signed_in(cast.commune)
    block = f"Mã\tSố liệu\nKI01\t12,5\nKI09\t{LINE}\nKI08\t5/2/2021\n"
    shown = client.post(reverse("reporting:paste", args=[report.pk]), {"block": block}).content.decode()
    assert '<option value="A9" selected>' in shown
    pasted = client.post(reverse("reporting:paste", args=[report.pk]), {"block": block, "keep": "1"})
    assert pasted.status_code == 302
    sheet = build_sheet(report)
    assert (sheet.line("A1").typed, sheet.line("A8").typed, read_texts(report)["A9"]) == ("12,5", "05/02/2021", LINE)
    refused = client.post(
        reverse("reporting:paste", args=[report.pk]), {"block": f"KI01\t99\nKI09\t{FILTERED}\n", "keep": "1"}
    )
    assert refused.status_code == 422
    assert build_sheet(report).line("A1").typed == "12,5"


def test_the_excel_sheet_of_the_report_has_them_out_and_in(district: District, signed_in: Browser) -> None:
    cast = district.cast
    report, client = open_report(district, cast.commune), signed_in(cast.commune)
    narratives.save(submission=report.pk, texts={"A10": TypedText(PARAGRAPHS, 0)}, by=cast.commune, at=AT)

    def bring(**texts: str) -> Any:
        book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("exchange:sheet", args=[report.pk])).getvalue()))
        rows = {str(row[0].value).partition(":")[2]: row for row in book.worksheets[0].iter_rows(min_row=2)}
        assert rows["A10"][5].value == PARAGRAPHS
        for code, text in texts.items():
            rows[code][5].value = text
        file = io.BytesIO()
        book.save(file)
        return client.post(reverse("exchange:brought"), {"file": SimpleUploadedFile("b.xlsx", file.getvalue())})

    assert bring(A1="7", A9=LINE).status_code in (200, 302)
    assert read_texts(report) == {"A9": LINE, "A10": PARAGRAPHS}
    refused = bring(A1="8", A9=FILTERED)
    assert refused.status_code == 422
    assert "0912345678" in refused.content.decode()
    assert build_sheet(report).line("A1").typed == "7"


def test_the_office_takes_it_down_over_the_telephone(district: District, signed_in: Browser) -> None:
    cast = district.cast
    proxy_entry.begin(
        form=KINDS, unit=cast.units["03269"], period=PERIOD, channel="phone", source="Văn phòng", by=cast.office, at=AT
    )  # fmt: skip
    report = Submission.objects.get(unit=cast.units["03269"], form__uid=KINDS)
    saved = signed_in(cast.office).post(reverse("reporting:save", args=[report.pk]), {"A9": LINE, "A9:v": "0"})
    assert saved.status_code == 302
    assert read_texts(report)["A9"] == LINE


def test_nothing_of_a_colleague_is_overwritten(district: District) -> None:
    cast = district.cast
    report = open_report(district, cast.commune)
    narratives.save(submission=report.pk, texts={"A9": TypedText("Của người khác", 0)}, by=cast.commune, at=AT)
    NarrativeText.objects.update(updated_by=cast.other_commune)
    with pytest.raises(VersionConflictError):
        narratives.save(submission=report.pk, texts={"A9": TypedText(LINE, 0)}, by=cast.commune, at=AT)


def test_what_was_sent_stays_and_a_rewritten_text_is_marked(district: District, signed_in: Browser) -> None:
    cast = district.cast
    report = open_report(district, cast.commune)
    narratives.save(submission=report.pk, texts={"A9": TypedText(LINE, 0)}, by=cast.commune, at=AT)
    sent = submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    office = signed_in(cast.office)
    returned = office.post(
        reverse("reporting:return", args=[report.pk]),
        {"version": str(sent.answer["version"]), "reason": "Xem lại", "y:A9": "Ghi cả ngày ban hành."},
    )
    assert returned.status_code == 302
    report.refresh_from_db()
    (box,) = (box for box in build_sheet(report).boxes if box.place == "A9")
    assert box.remark is not None
    assert (box.remark.text, box.rewritten) == ("Ghi cả ngày ban hành.", False)
    narratives.save(submission=report.pk, texts={"A9": TypedText(f"{LINE}, 5/2", 1)}, by=cast.commune, at=AT)
    (box,) = (box for box in build_sheet(report).boxes if box.place == "A9")
    assert box.rewritten
    page = signed_in(cast.commune).get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert "Ghi cả ngày ban hành." in page
    assert "Đã viết lại so với lần gửi trước" in page


def test_the_district_lists_them_by_unit_and_adds_nothing(district: District, signed_in: Browser) -> None:
    cast = district.cast
    report_texts(district, cast.commune)
    report_texts(district, cast.other_commune, "Kế hoạch số 9/KH-UBND")
    client = signed_in(cast.office)
    page = client.get(reverse("consolidation:sheet", args=["099", PERIOD, KINDS])).content.decode()
    listing = page[page.index('id="t-KI09"') :]
    for text in (LINE, "Kế hoạch số 9/KH-UBND", "Tênh Phông", "Pú Xi"):
        assert text in listing
    assert client.get(reverse("consolidation:figure", args=["099", PERIOD, KINDS, "KI09"])).status_code == 404
    assert signed_in(cast.commune).get(reverse("consolidation:sheet", args=["099", PERIOD, KINDS])).status_code == 404


def test_the_province_reads_them_once_the_district_has_closed(district: District) -> None:
    cast = district.cast
    report_texts(district, cast.commune)

    def read_listing() -> list[str]:
        province = cast.units["11"]
        sheet = build_area_sheet(office_audience(province), unit=province, form=KINDS, period=PERIOD)
        return [text.text for listing in list_unit_texts(sheet) for text in listing.texts]

    assert read_listing() == []
    seen = closings.compute_inputs_digest(unit=cast.units["099"], form=KINDS, period=PERIOD)
    closing.close(unit=cast.units["099"], form=KINDS, period=PERIOD, seen_digest=seen, by=cast.office, at=AT)
    assert read_listing() == [LINE, PARAGRAPHS]


def test_a_text_is_in_no_pivot_and_no_ad_hoc_question(district: District) -> None:
    catalogue = load_catalogue(district.cast.office, AT.date())
    assert "KI01" in catalogue.elements
    assert not {"KI09", "KI10"} & catalogue.elements.keys()
    assert "KI09" not in {element.code for element in list_askable_elements(district.cast.office, AT.date())}


def test_other_programs_get_the_texts(district: District) -> None:
    report_texts(district, district.cast.commune)
    rows = [row for row in csv.DictReader(io.StringIO(export_csv(period=PERIOD))) if row["element"] == "KI10"]
    assert [(row["unit"], row["value"], row["source"]) for row in rows] == [("03304", PARAGRAPHS, "typed")]
    (form,) = (form for form in export_figures(unit="099", period=PERIOD)["forms"] if form["form"] == KINDS)  # type: ignore[attr-defined]
    figures = {figure["element"]: figure for figure in form["figures"]}
    assert figures["KI09"] == {
        "element": "KI09", "disaggregation": None, "value": None, "parts": [{"unit": "03304", "value": LINE}],
    }  # fmt: skip


def test_a_superiors_form_may_take_it(district: District) -> None:
    vocabulary = build_own_vocabulary(district.cast.office, district.cast.units["099"], AT.date())
    assert vocabulary.narratives["KI09"] == "Chỉ tiêu KI09"
    assert "KI09" not in {figure.code for figure in vocabulary.figures}


def test_who_may_not_open_the_reports_reads_the_texts_without_a_link(district: District, signed_in: Browser) -> None:
    cast = district.cast
    report = report_texts(district, cast.commune)
    role = Role.objects.create(code="figures_reader", name="Người xem", actions=["consolidate.view"])
    grants.create_grant(
        user=cast.outsider, role=role, unit=cast.units["099"], function="general", since=AT.date(), by="tests", at=AT
    )
    sheet, link = reverse("consolidation:sheet", args=["099", PERIOD, KINDS]), f'href="/bao-cao/{report.pk}/"'
    assert link in signed_in(cast.office).get(sheet).text
    page = signed_in(cast.outsider).get(sheet).text
    assert LINE in page
    assert link not in page
