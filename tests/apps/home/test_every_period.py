"""Monthly, quarterly and nine-month forms beside half-year ones, from opening to the sum, over the turn of a year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages.answers import load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.home.pages.leader import load_leader_page
from sokehoach.apps.home.pages.today import load_today
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.indicators.services.elements import import_elements
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.forms import list_forms
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.analysis.question import Question
from sokehoach.domain.periods.due import DayOfMonth, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import CALENDAR
from sokehoach.domain.reporting.form import Cell, FormSection, Reporters
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, POLICE, District, element
from tests.factories.many_periods import FORMS, MONTHLY, NINE_MONTHS, QUARTERLY, add_forms, morning, on
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]
DECEMBER, JANUARY = date(2021, 12, 15), date(2022, 1, 17)  # the day after each month's cut-off, or soon after


@pytest.fixture
def district(district: District) -> District:
    add_forms(district.cast)
    return district


def owed(district: District, user: User, day: date) -> list[tuple[str, str]]:
    return [(report.form, report.period) for report in obligations.load_current(user, day).own]


@pytest.mark.parametrize(
    ("day", "reports"),
    [
        (date(2021, 11, 5), [(COMMUNES, "2021S2"), (MONTHLY, "202111"), (MONTHLY, "2021Q4"), (QUARTERLY, "2021Q4")]),
        (
            date(2021, 12, 31),
            [
                (COMMUNES, "2021S2"), (MONTHLY, "202201"), (MONTHLY, "2021Q4"), (QUARTERLY, "2021Q4"),
            ],
        ),
        (
            date(2022, 2, 1),
            [
                (COMMUNES, "2021S2"), (MONTHLY, "202202"), (MONTHLY, "2022Q1"), (QUARTERLY, "2022Q1"),
                (NINE_MONTHS, "2022N9"),
            ],
        ),
    ],
)  # fmt: skip
def test_each_form_is_owed_for_its_own_current_period_whatever_the_year(
    district: District, day: date, reports: list[tuple[str, str]]
) -> None:
    """Late ones of the months and quarters before stand beside them; nobody has to begin a year."""
    expected = set(owed(district, district.cast.commune, day))
    assert set(reports) <= expected
    late = expected - set(reports)
    assert all(period < max(current for form, current in reports if form == code) for code, period in late)


def test_what_was_not_sent_stays_owed_for_ninety_days(district: District) -> None:
    commune = district.cast.commune
    assert (MONTHLY, "202110") in owed(district, commune, date(2022, 1, 14))  # due on 18/10
    assert (MONTHLY, "202110") not in owed(district, commune, date(2022, 1, 17))
    district.report(commune, {"A1": "3"}, form=MONTHLY, period="202110", at=morning(date(2021, 10, 15)))
    assert (MONTHLY, "202110") not in owed(district, commune, date(2021, 12, 1))


def test_what_was_sent_after_its_period_waits_on_the_first_page_until_it_is_accepted(district: District) -> None:
    day, office = date(2021, 12, 20), district.cast.office
    report = district.send(district.cast.commune, {"A1": "3"}, form=MONTHLY, period="202110", at=morning(day))
    waiting = {(row.form, row.period) for row in obligations.load_current(office, day).others if row.state == "sent"}
    assert (MONTHLY, "202110") in waiting
    assert reverse("reporting:submission", args=[report.id]) in [task.url for task in load_today(office, day).work]
    assert (MONTHLY, "202110") not in owed(district, district.cast.commune, day)
    district.accept(report, at=morning(day))
    others = obligations.load_current(office, day).others
    assert "03304" not in {row.unit.code for row in others if (row.form, row.period) == (MONTHLY, "202110")}


def test_no_period_before_the_schedule_is_owed(district: District) -> None:
    periods = {period for form, period in owed(district, district.cast.commune, date(2021, 10, 5)) if form == MONTHLY}
    assert periods == {"202110"}


def test_from_opening_to_the_accepted_sum_over_two_months_and_the_turn_of_the_year(
    district: District, signed_in: Browser, settings: Any
) -> None:
    cast = district.cast
    clerk, office = signed_in(cast.commune), signed_in(cast.office)
    for day, period, number in ((DECEMBER, "202112", "4"), (JANUARY, "202201", "6")):
        settings.DEMONSTRATION = on(day)
        listed = clerk.get(reverse("reporting:list")).content.decode()
        assert f'name="period" value="{period}"' in listed
        opened = clerk.post(
            reverse("reporting:open"), {"form": MONTHLY, "unit": "03304", "period": period}, follow=True
        )
        assert opened.status_code == 200
        report = Submission.objects.get(form__code=MONTHLY, unit__code="03304", period=period)
        saved = clerk.post(reverse("reporting:save", args=[report.pk]), {"A1": number, "A1:v": "0"}, follow=True)
        assert saved.status_code == 200
        report.refresh_from_db()
        sent = clerk.post(reverse("reporting:send", args=[report.pk]), {"version": report.version}, follow=True)
        assert sent.status_code == 200
        report.refresh_from_db()
        assert report.state == "sent"
        office_list = office.get(reverse("reporting:list")).content.decode()
        assert reverse("consolidation:accept_many", args=[period, MONTHLY]) in office_list
        accepted = office.post(
            reverse("consolidation:accept", args=[report.pk]), {"version": report.version}, follow=True
        )
        assert accepted.status_code == 200
        sheet = office.get(reverse("consolidation:sheet", args=["099", period, MONTHLY])).content.decode()
        assert f">{number}<" in sheet
    figure = access_sheet(cast.office, unit="099", form=MONTHLY, period="202201").line("TH01", "")
    assert (figure.figure.value, figure.figure.received, figure.figure.expected) == (6, 1, 3)


def test_the_quarter_of_a_monthly_form_is_the_sum_of_its_accepted_months(
    district: District, signed_in: Browser, settings: Any
) -> None:
    clerk = district.cast.commune
    for month, number in ((10, "1"), (11, "0"), (12, "4")):
        at = morning(date(2021, month, 15))
        district.report(clerk, {"A1": number}, form=MONTHLY, period=f"2021{month}", at=at)
    district.report(clerk, {}, form=MONTHLY, period="2021Q4", at=morning(date(2021, 12, 16)))
    line = access_sheet(district.cast.office, unit="099", form=MONTHLY, period="2021Q4").line("TH01", "")
    assert line.figure.value == 5
    settings.DEMONSTRATION = on(date(2021, 12, 20))
    report = Submission.objects.get(form__code=MONTHLY, period="2021Q4")
    page = signed_in(clerk).get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert "tính từ các kỳ ngắn hơn" in page
    assert "tháng 11" in page


def test_a_calendar_quarter_is_reported_after_its_year(district: District, signed_in: Browser, settings: Any) -> None:
    """The fourth quarter is counted to 31/12, due on 10/1, and current until the middle of February."""
    cast = district.cast
    form = replace(FORMS[1], counting_window=CALENDAR, due=DayOfMonth(10, months_after=1), also_for=(PeriodType.YEAR,))
    service_forms.import_forms(programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT)
    clerk, office = signed_in(cast.commune), signed_in(cast.office)
    settings.DEMONSTRATION = on(date(2022, 1, 5))
    dates = " ".join(strip_tags(clerk.get(reverse("reporting:dates")).text).split())
    assert f"Biểu {QUARTERLY}. Kết quả hằng quý Xã Tênh Phông, quý IV năm 2021 Hạn nộp 10/01." in dates
    opened = clerk.post(
        reverse("reporting:open"), {"form": QUARTERLY, "unit": "03304", "period": "2021Q4"}, follow=True
    )
    assert "quý IV năm 2021" in opened.content.decode()
    report = Submission.objects.get(form__code=QUARTERLY)
    clerk.post(reverse("reporting:save", args=[report.pk]), {"A1": "5", "A1:v": "0"})
    report.refresh_from_db()
    settings.DEMONSTRATION = on(date(2022, 1, 11))
    clerk.post(reverse("reporting:send", args=[report.pk]), {"version": report.version})
    report.refresh_from_db()
    assert report.state == "sent"
    (expected,) = [
        row for row in obligations.load_current(cast.commune, date(2022, 1, 11)).own if row.submission == report.pk
    ]
    assert (expected.due, expected.late_days) == (date(2022, 1, 10), 1)
    office.post(reverse("consolidation:accept", args=[report.pk]), {"version": report.version})
    line = access_sheet(cast.office, unit="099", form=QUARTERLY, period="2021Q4").line("QU01", "")
    assert line.figure.value == 5
    for day, current in ((date(2022, 2, 15), "2021Q4"), (date(2022, 2, 16), "2022Q1")):
        own = [period for code, period in owed(district, cast.commune, day) if code == QUARTERLY]
        assert current in own
    assert f"{QUARTERLY}, quý IV năm 2021, hạn" in clerk.get(reverse("home:today")).content.decode()
    for name in ("reporting:list", "reporting:dates", "home:today", "documents:list"):
        for day in (date(2021, 12, 31), date(2022, 1, 1), date(2022, 2, 16)):
            settings.DEMONSTRATION = on(day)
            assert [browser.get(reverse(name)).status_code for browser in (clerk, office)] == [200, 200]


def test_a_report_due_late_in_the_next_year_is_owed_until_then(district: District) -> None:
    form = replace(FORMS[1], due=DayOfMonth(25, months_after=8), valid_from=date(2021, 1, 1))
    programme, unit = first_programme(), district.cast.units["099"]
    service_forms.import_forms(programme=programme, forms=[form], unit=unit, by="tests", at=AT)
    assert (QUARTERLY, "2021Q2") in owed(district, district.cast.commune, date(2022, 2, 20))  # due on 25/2


def test_a_nine_month_report_is_written_and_added_up_in_its_own_window(district: District) -> None:
    clerk, day = district.cast.commune, date(2022, 9, 30)
    (report,) = [row for row in obligations.load_current(clerk, day).own if row.form == NINE_MONTHS]
    assert (report.period, report.due) == ("2022N9", date(2022, 10, 10))
    district.report(clerk, {"A1": "7"}, form=NINE_MONTHS, period="2022N9", at=morning(date(2022, 10, 3)))
    line = access_sheet(district.cast.office, unit="099", form=NINE_MONTHS, period="2022N9").line("CT01", "")
    assert line.figure.value == 7


def test_the_first_page_names_each_report_with_its_period(district: District) -> None:
    titles = [task.title for task in load_today(district.cast.commune, date(2021, 12, 15)).work]
    assert f"Báo cáo tháng 12 năm 2021, biểu {MONTHLY}" in titles
    assert f"Báo cáo quý IV năm 2021, biểu {QUARTERLY}" in titles
    assert f"Báo cáo 6 tháng cuối năm 2021, biểu {COMMUNES}" in titles
    coming = [task.title for task in load_today(district.cast.commune, date(2021, 12, 15)).coming]
    assert f"Báo cáo tháng 01 năm 2022, biểu {MONTHLY}" in coming


def test_the_office_sees_each_form_with_the_progress_of_its_own_period(district: District) -> None:
    coverage = {row.form: (row.period.id, row.fraction) for row in load_today(district.cast.office, DECEMBER).coverage}
    assert coverage == {
        COMMUNES: ("2021S2", "0/3"),
        MONTHLY: ("202112", "0/3"),
        QUARTERLY: ("2021Q4", "0/3"),
        POLICE: ("2021S2", "0/1"),
    }


def test_forms_that_one_reporter_each_owes_are_one_progress(district: District) -> None:
    """As where each division of a department reports by a form of its own."""
    programme, communes = first_programme(), load_today(district.cast.office, DECEMBER).mains[0].rows
    forms = [
        replace(
            FORMS[0],
            uid=f"uid{number}", code=f"1{number}", due=WorkingDaysAfter(3), counting_window=CALENDAR, also_for=(),
            period_type=PeriodType.YEAR, valid_from=date(2021, 1, 1),
            reporters=Reporters(codes=(row.unit.code,)),
            sections=(FormSection("A", "Kết quả", (Cell("A1", f"DV{number}"),)),),
        )
        for number, row in enumerate(communes)
    ]  # fmt: skip
    import_elements(
        programme=programme, elements=[element(f"DV{n}", form.code) for n, form in enumerate(forms)], by="tests", at=AT
    )
    service_forms.import_forms(programme=programme, forms=forms, unit=district.cast.units["099"], by="tests", at=AT)
    today = load_today(district.cast.office, DECEMBER)
    found = {coverage.forms: (coverage.period.id, coverage.fraction) for coverage in today.coverage}
    assert found[frozenset(form.uid for form in forms)] == ("2021", "0/3")
    assert found[frozenset((POLICE,))] == ("2021S2", "0/1")


def test_the_first_page_names_the_days_that_its_forms_count(district: District) -> None:
    programme = first_programme()
    (communes,) = (form for form in list_forms(programme.pk) if form.code == COMMUNES)
    service_forms.import_forms(
        programme=programme, forms=[replace(communes, counting_window=CALENDAR)], unit=district.cast.units["099"],
        by="tests", at=AT,
    )  # fmt: skip
    window = load_today(district.cast.office, DECEMBER).window
    assert (window.start, window.cut_off) == (date(2021, 7, 1), date(2021, 12, 31))


def test_pages_with_a_chooser_offer_each_type_in_use(district: District, signed_in: Browser, settings: Any) -> None:
    settings.DEMONSTRATION = on(JANUARY)
    office = signed_in(district.cast.office)
    listed = office.get(reverse("reporting:list")).content.decode()
    for period in ("202201", "2021Q4", "2021S2", "2022N9"):
        assert f'<option value="{period}"' in listed
    assert "kỳ này của từng biểu" in listed
    for name in ("reporting:dates", "reporting:phone", "documents:list", "home:leader", "home:today"):
        user = district.cast.leader if name == "home:leader" else district.cast.office
        assert signed_in(user).get(reverse(name)).status_code == 200, name
    for form in FORMS:
        redirect = office.get(
            reverse("consolidation:forms"),
            {"ky": {"month": "202112", "quarter": "2021Q4"}.get(form.period_type, "2022N9")},
        )
        assert redirect.status_code == 302
        assert office.get(redirect["Location"]).status_code == 200


def test_the_list_of_one_period_holds_only_forms_of_its_type(district: District, signed_in: Browser) -> None:
    listed = signed_in(district.cast.office).get(reverse("reporting:list"), {"ky": "202112"}).content.decode()
    assert MONTHLY in listed
    assert QUARTERLY not in listed
    assert COMMUNES not in listed


def test_reminders_follow_the_due_day_of_each_form(district: District) -> None:
    """A month is due on Thursday 16/12, a quarter on Saturday 25/12."""
    lines = {
        day: [
            line.text
            for draft in reminders.build_drafts(day)
            if draft.person == district.cast.commune.pk
            for line in draft.lines
        ]
        for day in (date(2021, 12, 16), date(2021, 12, 24))
    }
    assert any(f"Báo cáo tháng 12 năm 2021, biểu {MONTHLY}" in line for line in lines[date(2021, 12, 16)])
    assert not any(QUARTERLY in line for line in lines[date(2021, 12, 16)])
    assert any(f"Báo cáo quý IV năm 2021, biểu {QUARTERLY}" in line for line in lines[date(2021, 12, 24)])


def test_relative_periods_of_a_question_are_those_of_the_form_asked_about(district: District) -> None:
    user, day = district.cast.office, JANUARY
    catalogue = load_catalogue(user, day)
    for measure, ids in (
        ("TH01", ["202101", "202112", "202201"]),
        ("QU01", ["2020Q4", "2021Q3", "2021Q4"]),
        ("TT01", ["2020S2", "2021S1", "2021S2"]),
    ):
        question = Question("099", (measure,), ("this", "previous", "year-before"))
        assert [period.id for period in load_answer(user, catalogue, question, day).periods] == ids


def test_the_meeting_page_opens_over_the_turn_of_the_year(district: District) -> None:
    shown = []
    for day in (date(2021, 12, 31), date(2022, 1, 1), date(2022, 1, 31)):
        page = load_leader_page(district.cast.leader, morning(day))
        shown.append((page.coverages[0].form, page.coverages[0].period.id))
    assert shown == [(COMMUNES, "2021S2")] * 3


def test_ad_hoc_periods_stay_out_of_every_list(district: District, signed_in: Browser) -> None:
    answer = signed_in(district.cast.office).get(reverse("reporting:list"), {"ky": "211201P10"})
    assert answer.status_code == 200
    assert MONTHLY not in answer.content.decode().split("Kỳ này không có báo cáo")[0]


def test_a_one_off_report_is_begun_for_the_days_that_somebody_states(
    district: District, signed_in: Browser, settings: Any
) -> None:
    """It is owed by no calendar; its elements and its sheet are those of any form."""
    cast = district.cast
    import_elements(programme=first_programme(), elements=[element("DX01", "06-DX")], by="tests", at=AT)
    form = replace(
        FORMS[1], uid="06-DX", code="06-DX", name="Đột xuất", period_type=PeriodType.AD_HOC, due=WorkingDaysAfter(3),
        sections=(FormSection("A", "Kết quả", (Cell("A1", "DX01"),)),),
    )  # fmt: skip
    service_forms.import_forms(programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT)
    settings.DEMONSTRATION = on(DECEMBER)
    clerk, office, leader = (signed_in(who) for who in (cast.commune, cast.office, cast.leader))
    assert not [owed_form for owed_form, _period in owed(district, cast.commune, DECEMBER) if owed_form == "06-DX"]
    address = reverse("reporting:list")
    listed = clerk.get(address, {"tu": "01/12/2021", "den": "10/12/2021"})
    assert listed["Location"] == f"{address}?ky=211201P10"
    assert 'name="period" value="211201P10"' in clerk.get(listed["Location"]).text
    refused = clerk.get(address, {"tu": "10/12/2021", "den": "01/12/2021"})
    assert "Ngày cuối không trước ngày đầu" in refused.text
    district.report(cast.commune, {"A1": "4"}, form="06-DX", period="211201P10", at=morning(DECEMBER))
    sheet = reverse("consolidation:sheet", args=["099", "211201P10", "06-DX"])
    assert "1/3" in office.get(sheet).text
    assert '<option value="211201P10"' in office.get(address).text
    monthly = office.get(reverse("consolidation:sheet", args=["099", "202112", MONTHLY])).text
    assert reverse("consolidation:sheet", args=["099", "211201P31", "06-DX"]) in monthly  # the days of the month
    for client in (clerk, office, leader):
        assert client.get("/").status_code == 200
    assert leader.get(reverse("home:leader")).status_code == 200


def test_a_sheet_leads_to_the_period_before_and_to_every_form_in_its_own_period(
    district: District, signed_in: Browser, settings: Any
) -> None:
    settings.DEMONSTRATION = on(JANUARY)
    district.report(district.cast.commune, {"A1": "4"}, form=MONTHLY, period="202112", at=morning(DECEMBER))
    office = signed_in(district.cast.office)
    page = office.get(reverse("consolidation:sheet", args=["099", "202201", MONTHLY])).content.decode()
    for period, form in (("202112", MONTHLY), ("2021Q4", QUARTERLY), ("2021S2", COMMUNES)):
        address = reverse("consolidation:sheet", args=["099", period, form])
        assert f'href="{address}"' in page
        assert office.get(address).status_code == 200
    line = access_sheet(district.cast.office, unit="099", form=MONTHLY, period="202201").line("TH01", "")
    assert (line.previous, line.before) == (4, None)
    assert "Kỳ trước" in page
