"""One form with a cell of each kind of value, from the phone page to the office's report and the province's figures."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.question_query import build_query
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.consolidation.queries import closings, measures
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.home.pages.tile_map import build_tile_map
from sokehoach.apps.indicators.models import DataElement, EarlierFigure
from sokehoach.apps.indicators.queries.elements import list_indicators
from sokehoach.apps.indicators.services.elements import import_indicators
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import proxy_entry, submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import Change, ChangeReference, LevelRule
from sokehoach.domain.values.day import DayNumber
from tests.apps.consolidation.test_targets import plan_of, put
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District
from tests.factories.many_kinds import KINDS, add_form
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]

FIRST = {
    "A1": "1.234,25", "A2": "12,5", "A3": "1.250.000.000", "A4.1": "1", "A4.2": "2", "A5": "x",
    "A6.1": "có", "A7.1": "1", "A7.2": "1", "A7.3": "0", "A8": "5/2/2021",
}  # fmt: skip
SECOND = {
    "A1": "0,1", "A2": "0,2", "A3": "750.000.001", "A4.1": "90", "A4.2": "100", "A5": "0",
    "A6.2": "1", "A7.1": "0", "A7.2": "1", "A7.3": "0", "A8": "2021-03-12",
}  # fmt: skip


@pytest.fixture
def district(district: District) -> District:
    add_form(district.cast)
    return district


def read_figures(district: District, unit: str = "099", period: str = PERIOD) -> dict[str, Decimal | None]:
    user = district.cast.office
    sheet = access_sheet(user, unit=unit, form=KINDS, period=period)
    return {line.cell.code: line.figure.value for line in sheet.lines}


def open_report(district: District, who: User, period: str = PERIOD) -> Submission:
    opened = submissions.open_submission(form=KINDS, unit=who.unit, period=period, by=who, at=AT)
    return Submission.objects.get(pk=str(opened.answer["id"]))


def test_each_kind_is_added_up_as_it_must_be(district: District) -> None:
    """The percentage is 91/102, not the mean of 50 % and 90 %; an option counts the units that chose it."""
    cast = district.cast
    district.report(cast.commune, FIRST, form=KINDS)
    district.report(cast.other_commune, SECOND, form=KINDS)
    figures = read_figures(district)
    assert figures == {
        "A1": Decimal("1234.35"), "A2": Decimal("12.7"), "A3": 2_000_000_001, "A4.1": 91, "A4.2": 102, "A5": 1,
        "A6.1": 1, "A6.2": 1, "A6.3": 0, "A7.1": 1, "A7.2": 2, "A7.3": 0, "A8": DayNumber.from_day(date(2021, 3, 12)),
    }  # fmt: skip
    sheet = access_sheet(cast.office, unit="099", form=KINDS, period=PERIOD)
    assert [line.share for line in sheet.lines if line.share] == ["89,2 %"]


def test_two_halves_make_the_year_and_the_district_sends_to_the_province(district: District) -> None:
    cast = district.cast
    half = {**FIRST, "A6.1": "0", "A6.3": "1", "A8": "01/09/2021"}
    district.report(cast.commune, FIRST, form=KINDS)
    later = AT + timedelta(days=180)
    district.report(cast.commune, half, form=KINDS, period="2021S2", at=later)
    district.report(cast.commune, {}, form=KINDS, period="2021", at=later + timedelta(days=1))
    year = read_figures(district, period="2021")
    assert (year["A1"], year["A3"], year["A4.1"], year["A4.2"]) == (Decimal("2468.5"), 2_500_000_000, 2, 4)
    assert (year["A5"], year["A6.1"], year["A6.3"]) == (1, 0, 1)  # what stands is that of the second half
    assert year["A8"] == DayNumber.from_day(date(2021, 2, 5))  # the earliest of both halves
    seen = closings.compute_inputs_digest(unit=cast.units["099"], form=KINDS, period="2021")
    closing.close(
        unit=cast.units["099"],
        form=KINDS,
        period="2021",
        seen_digest=seen,
        by=cast.office,
        at=later + timedelta(days=2),
    )
    province = Figure.objects.filter(unit=cast.units["11"], form=KINDS, period="2021", element="KI03")
    assert [figure.number for figure in province] == [2_500_000_000]


def test_a_unit_without_a_denominator_stays_out_of_the_share(district: District) -> None:
    cast = district.cast
    district.report(cast.commune, {"A4.1": "0", "A4.2": "0"}, form=KINDS)
    sheet = access_sheet(cast.office, unit="099", form=KINDS, period=PERIOD)
    assert [line.share for line in sheet.lines if line.share] == ["không tính được, mẫu số bằng 0"]
    district.report(cast.other_commune, {"A4.1": "3", "A4.2": "4"}, form=KINDS)
    sheet = access_sheet(cast.office, unit="099", form=KINDS, period=PERIOD)
    assert [line.share for line in sheet.lines if line.share] == ["75 %"]


@pytest.mark.parametrize(
    ("cell", "text", "allowed"),
    [
        ("A1", "1,234", "Số có nhiều nhất 2 chữ số sau dấu phẩy, ví dụ 1.234 hoặc 1,87."),
        ("A2", "mười triệu", "Ô này chỉ ghi chữ số, ví dụ 1.234,5."),
        ("A3", "1,5", "Số tiền phải là số nguyên từ 0, ví dụ 1.234."),
        ("A3", "1.000.000.000.000", "Số quá lớn, nhiều nhất là 999.999.999.999."),
        ("A4.1", "75%", "Ghi hai số, tử số và mẫu số; phần trăm được tính từ hai số đó."),
        ("A5", "2", "Ô này chỉ ghi 1 (có) hoặc 0 (không)."),
        ("A6.1", "nước máy", "Ô này chỉ ghi 1 (có) hoặc 0 (không)."),
        ("A8", "31/02/2021", "Không có ngày này trong lịch; ghi ngày trước, tháng sau, ví dụ 05/02/2026."),
        ("A8", "02/13/2021", "Không có ngày này trong lịch; ghi ngày trước, tháng sau, ví dụ 05/02/2026."),
        ("A8", "tháng 2", "Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
        ("A8", "0", "Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
        ("A8", "5/2/21", "Ghi ngày/tháng/năm, ví dụ 05/02/2026."),
        ("A8", "5/2/0202", "Năm phải từ 1900 đến 2100."),
    ],
)
def test_what_is_not_allowed_is_named_by_its_cell(
    district: District, signed_in: Browser, cell: str, text: str, allowed: str
) -> None:
    """On the page nothing typed is lost: the box keeps the text, the other cells their numbers."""
    cast = district.cast
    report = open_report(district, cast.commune)
    with pytest.raises(InvalidInput) as refused:
        values.save(
            submission=report.pk, changes={cell: TypedCell(text, 0), "A7.1": TypedCell("1", 0)}, by=cast.commune, at=AT
        )
    assert refused.value.messages == {cell: [f"{allowed} Bạn đã gõ «{text}»."]}
    assert build_sheet(report).line("A7.1").blank
    page = signed_in(cast.commune).post(reverse("reporting:save", args=[report.pk]), {cell: text, "A7.1": "1"})
    assert page.status_code == 422
    body = page.content.decode()
    assert f'value="{text}"' in body
    assert allowed in body


def test_choosing_one_answers_the_others_and_a_second_is_pointed_out(district: District) -> None:
    cast = district.cast
    report = open_report(district, cast.commune)
    values.save(submission=report.pk, changes={"A6.2": TypedCell("x", 0)}, by=cast.commune, at=AT)
    assert [build_sheet(report).line(code).typed for code in ("A6.1", "A6.2", "A6.3")] == ["0", "1", "0"]
    values.save(submission=report.pk, changes={"A6.3": TypedCell("1", 1)}, by=cast.commune, at=AT)
    sheet = build_sheet(report)
    assert [sheet.line(code).typed for code in ("A6.1", "A6.2", "A6.3")] == ["0", "1", "1"]  # nothing is overwritten
    assert not sheet.line("A6.3").findings[0].waivable
    assert [finding.message_vi for finding in sheet.line("A6.3").findings] == [
        "Các ô KI06.1, KI06.2, KI06.3: chỉ chọn một, nay chọn 2. Ghi 1 vào ô được chọn, 0 vào các ô khác."
    ]
    values.save(
        submission=report.pk, changes={"A6.2": TypedCell("0", 1), "A6.3": TypedCell("0", 1)}, by=cast.commune, at=AT
    )
    assert "chưa chọn ô nào" in build_sheet(report).line("A6.1").findings[0].message_vi


def test_a_numerator_needs_its_denominator_and_stays_within_it(district: District) -> None:
    cast = district.cast
    report = open_report(district, cast.commune)
    values.save(submission=report.pk, changes={"A4.1": TypedCell("5", 0)}, by=cast.commune, at=AT)
    assert build_sheet(report).line("A4.2").wrong
    values.save(submission=report.pk, changes={"A4.2": TypedCell("4", 0)}, by=cast.commune, at=AT)
    sheet = build_sheet(report)
    assert (sheet.line("A4.1").wrong, sheet.line("A4.2").share) == (True, "125 %")


def read_share(district: District) -> list[Any]:
    indicator = list_indicators()["ty_le_ki04"]
    (measured,) = measures.measure_indicators(
        district.cast.office, unit="099", period=PERIOD, indicators=[indicator], day=date(2021, 12, 1)
    ).values()
    return [measured.measured.part, measured.measured.whole]


def test_every_way_in_and_every_page_shows_it(district: District, signed_in: Browser) -> None:
    """Phone page, paste, Excel, telephone; then sheet, lineage, pivot, target, CSV: the same numbers everywhere."""
    cast = district.cast
    report = open_report(district, cast.commune)
    client = signed_in(cast.commune)
    page = client.get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert len(re.findall(r'inputmode="decimal"', page)) == 5  # decimal, two of money, both sides
    reply = client.post(reverse("reporting:cell", args=[report.pk, "A1"]), {"A1": FIRST["A1"], "A1:v": "0"})
    assert reply.status_code == 302
    block = "Diện tích\t1.234,25\nTriệu\t12,5\nHội nghị\t5/2/2021\n"
    lines = {"line-0": "A1", "line-1": "A2", "line-2": "A8"}
    pasted = client.post(reverse("reporting:paste", args=[report.pk]), {"block": block, "keep": "1", **lines})
    assert pasted.status_code == 302
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("exchange:sheet", args=[report.pk])).getvalue()))
    sheet = book.worksheets[0]
    rows = {str(row[0].value).partition(":")[2]: row for row in sheet.iter_rows(min_row=2)}
    for code, text in FIRST.items():
        rows[code][5].value = {"A1": 1234.25, "A8": date(2021, 2, 5)}.get(code, text)
    file = io.BytesIO()
    book.save(file)
    sent = client.post(reverse("exchange:brought"), {"file": SimpleUploadedFile("b.xlsx", file.getvalue())})
    assert sent.status_code in (200, 302)
    assert {code: build_sheet(report).line(code).typed for code in FIRST} == {
        **FIRST, "A5": "1", "A6.1": "1", "A8": "05/02/2021",
    }  # fmt: skip
    report.refresh_from_db()
    sending = submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    office = signed_in(cast.office)
    accepted = office.post(
        reverse("consolidation:accept", args=[report.pk]), {"version": str(sending.answer["version"])}
    )
    assert accepted.status_code == 302
    proxy_entry.begin(
        form=KINDS, unit=cast.units["03269"], period=PERIOD, channel="phone", source="Văn phòng", by=cast.office, at=AT
    )  # fmt: skip
    told = Submission.objects.get(unit=cast.units["03269"], form__uid=KINDS)
    assert office.post(reverse("reporting:save", args=[told.pk]), SECOND).status_code == 302
    told.refresh_from_db()
    sending = submissions.send(submission=told.pk, version=told.version, by=cast.office, at=AT)
    acceptance.accept(submission=told.pk, version=int(str(sending.answer["version"])), by=cast.office, at=AT)
    assert read_share(district) == [91, 102]

    shown = office.get(reverse("consolidation:sheet", args=["099", PERIOD, KINDS])).content.decode()
    assert "1.234,35" in shown
    assert "2.000.000.001" in shown
    assert "89,2 %" in shown
    assert "12/03/2021" in shown
    lineage = office.get(
        reverse("consolidation:figure", args=["099", PERIOD, KINDS, "KI04"]), {"phan-to": "side=part"}
    ).content.decode()
    assert "Tênh Phông" in lineage
    assert "Pú Xi" in lineage
    days = office.get(reverse("consolidation:figure", args=["099", PERIOD, KINDS, "KI08"])).content.decode()
    for text in ("05/02/2021", "12/03/2021", "Muộn nhất"):
        assert text in days
    asked = build_query(Question("099", ("ty_le_ki04",), (PERIOD,), Places.REPORTERS))
    shares = {
        "analysis:ask": ("50,0 % (1/2)", "90,0 % (90/100)", "89,2 % (91/102)"),
        "analysis:csv": ("Tênh Phông,50\r\n", "Pú Xi,90\r\n", 'Cả địa bàn,"89,2"\r\n'),
    }
    for route, texts in shares.items():
        pivot = office.get(f"{reverse(route)}?{asked}").content.decode()
        for text in texts:
            assert text in pivot
    columns = (Dimension.OPTION,)
    options = build_query(Question("099", ("KI06",), (PERIOD,), option_set="water", columns=columns))
    assert "nước máy" in office.get(f"{reverse('analysis:csv')}?{options}").content.decode()
    plan = plan_of(district, "099")
    put(plan, indicator="ty_le_ki04", value=85, bound=">=")
    targets = office.get(reverse("consolidation:targets", args=[plan.pk]), {"ky": PERIOD}).content.decode()
    assert "89,2" in targets


def test_a_question_about_a_choice_is_answered_by_its_options(district: District, signed_in: Browser) -> None:
    """Whatever breakdown was chosen: a choice has no total, and every cell said «không thuộc biểu»."""
    district.report(district.cast.commune, FIRST, form=KINDS)
    district.report(district.cast.other_commune, SECOND, form=KINDS)
    asked = build_query(Question("099", ("KI06",), (PERIOD,)))
    table = signed_in(district.cast.office).get(f"{reverse('analysis:csv')}?{asked}").content.decode()
    assert re.findall(r"(nước máy|giếng|suối),(\d)", table) == [("nước máy", "1"), ("giếng", "1"), ("suối", "0")]


def add_indicator(code: str, rule: LevelRule, numerator: str = "KI01", denominator: str = "KI03") -> None:
    made = Indicator(
        code, code, code, parse_expression(numerator), parse_expression(denominator), False, (), "tests", rule
    )
    import_indicators(programme=first_programme(), indicators=[made], by="tests", at=AT)


@pytest.mark.parametrize(
    ("rule", "value", "bound", "baseline", "shown", "state"),
    [
        (LevelRule(1000), "500", ">=", None, "600 trên 1.000", "Đang thực hiện"),
        (LevelRule(None), "12", "==", None, "12 ha", "Đang thực hiện"),
        (LevelRule(None, Change.RISE_PERCENT), "20", ">=", None, "tăng 20 % (cùng kỳ năm trước 10 ha)", "Đang"),
        (LevelRule(100, Change.FALL), "1", ">=", None, "tăng 10 điểm phần trăm (cùng kỳ năm trước 50 %)", "Đang"),
        (LevelRule(None, Change.FALL, ChangeReference.BASELINE), "2", ">=", "15", "giảm 3 ha (mức gốc 15 ha)", "Đang"),
        (LevelRule(None, Change.FALL, ChangeReference.BASELINE), "2", ">=", None, "", "Chưa có mức gốc"),
    ],
)
def test_a_target_of_each_kind_of_level(
    district: District, signed_in: Browser, rule: LevelRule, value: str, bound: str, baseline: str | None,
    shown: str, state: str,
) -> None:  # fmt: skip
    """12 of 20 after 10 of 20: on the page of targets, with a link to the sums of the year before."""
    cast = district.cast
    year_ago = AT - timedelta(days=365)
    district.report(cast.commune, {"A1": "10", "A3": "20"}, form=KINDS, period="2020S1", at=year_ago)
    district.report(cast.commune, {"A1": "12", "A3": "20"}, form=KINDS)
    add_indicator("muc", rule)
    plan = plan_of(district, "099")
    target = put(plan, indicator="muc", value=value, bound=bound, baseline=baseline, unit_of_measure="%")
    office = signed_in(cast.office)
    page = office.get(reverse("consolidation:targets", args=[plan.pk]), {"ky": PERIOD}).content.decode()
    assert shown in page
    assert state in page
    sides = office.get(reverse("consolidation:target_units", args=[plan.pk, target.code]), {"ky": PERIOD})
    assert sides.status_code == 200
    assert ("?ky=2020S1" in sides.content.decode()) is rule.needs_year_before
    sums_then = office.get(reverse("consolidation:target_units", args=[plan.pk, target.code]), {"ky": "2020S1"})
    assert sums_then.status_code == 200


def test_without_the_year_before_a_rise_says_so(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"A1": "12", "A3": "20"}, form=KINDS)
    add_indicator("muc", LevelRule(None, Change.RISE))
    plan = plan_of(district, "099")
    put(plan, indicator="muc", value=1, bound=">=", unit_of_measure="ha")
    page = signed_in(district.cast.office).get(reverse("consolidation:targets", args=[plan.pk]), {"ky": PERIOD})
    assert "Chưa có số cùng kỳ năm trước" in page.content.decode()


def test_an_imported_figure_is_no_level_from_which_a_target_rises(district: District) -> None:
    """The API marks it beside the figure; what an indicator or a target says is of accepted reports alone."""
    district.report(district.cast.commune, {"A1": "12", "A3": "20"}, form=KINDS)
    add_indicator("muc", LevelRule(None, Change.RISE))
    plan = plan_of(district, "099")
    put(plan, indicator="muc", value=1, bound=">=", unit_of_measure="ha")
    for unit in ("099", "03304"):
        EarlierFigure.objects.create(
            unit=district.cast.units[unit], element=DataElement.objects.get(uid="KI01"), period="2020S1", number=10,
            source="Báo cáo 6 tháng 2020", updated_by=district.cast.office, updated_at=AT,
        )  # fmt: skip
    office = program(make_token(district.cast.office))
    figures = office.get("/api/v1/figures", {"unit": "099", "form": KINDS, "period": PERIOD}).json()["items"]
    (figure,) = (figure for figure in figures if figure["element"] == "KI01" and not figure["disaggregation"])
    assert (figure["value"], figure["year_before"], figure["year_before_imported"]) == (12, 10, True)
    (target,) = office.get(f"/api/v1/plans/{plan.pk}/targets", {"period": PERIOD}).json()["items"]
    assert (target["actual"], target["lack"]) == (None, "year_before")


def test_the_map_leads_to_the_numerators_of_a_percentage(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, FIRST, form=KINDS)
    (measured,) = measures.measure_indicators(
        district.cast.office, unit="099", period=PERIOD, indicators=list_indicators().values()
    ).values()
    urls = [cell.url for cell in build_tile_map(measured).unplaced]
    assert len(urls) == 3
    assert {signed_in(district.cast.office).get(url).status_code for url in urls} == {200}


def test_money_of_which_only_what_is_spent_is_measured_opens_the_meeting_page(
    district: District, signed_in: Browser
) -> None:
    district.report(district.cast.commune, FIRST, form=KINDS)
    money = DataElement.objects.filter(uid="KI02")
    for over_time in ("sum", "last"):
        money.update(over_time=over_time)
        add_indicator("tien", LevelRule(), "KI02", "KI03")
        assert signed_in(district.cast.leader).get(reverse("home:leader")).status_code == 200


def test_the_pivot_shows_a_rate_per_n(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"A1": "12", "A3": "20"}, form=KINDS)
    add_indicator("muc", LevelRule(1000))
    asked = build_query(Question("099", ("muc",), (PERIOD,), Places.REPORTERS))
    page = signed_in(district.cast.office).get(f"{reverse('analysis:ask')}?{asked}").content.decode()
    assert "600,0 trên 1.000 (12/20)" in page
