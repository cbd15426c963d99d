"""An office's report by month or quarter beside forms of other periods."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages import reports
from sokehoach.apps.documents.queries import office_reports
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.documents.content import Paragraph
from sokehoach.domain.indicators.level import LevelRule
from sokehoach.domain.periods.due import DayOfMonth
from sokehoach.domain.periods.serialization import serialize_due, serialize_window
from sokehoach.domain.periods.window import CALENDAR, ND09
from tests.apps.consolidation.test_every_kind import add_indicator
from tests.apps.consolidation.test_targets import plan_of, put
from tests.factories.cast import AT
from tests.factories.district import District
from tests.factories.many_periods import FORMS, MONTHLY, QUARTERLY, add_forms, morning, on
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]


@pytest.fixture
def district(district: District, outline: dict[str, Any]) -> District:
    """The office reports each quarter and each year, by the 25th of the last month (NĐ 09/2019 art. 13.1)."""
    add_forms(district.cast)
    schedule = {
        "period_types": ["quarter", "year"], "window": serialize_window(ND09), "due": serialize_due(DayOfMonth(25)),
        "valid_from": "2021-10-01", "valid_until": None,
    }  # fmt: skip
    sentences = [{"text": "Đã tổ chức {QU01} cuộc.", "zero": ""}]
    sections = [{"heading": "KẾT QUẢ", "level": 1, "narrative": "", "sentences": sentences}]
    outlines.import_outline(
        programme=first_programme(), uid="bc-quy", code="bc-quy", title="Kết quả",
        issuer=district.cast.units["099.LDTBXH"], unit=district.cast.units["099"],
        due_days=4, definition={**outline, "annexes": [QUARTERLY], "sections": sections, "schedule": schedule},
        by="tests", at=AT,
    )  # fmt: skip
    return district


@pytest.mark.parametrize(
    ("day", "owed"),
    [
        (date(2021, 10, 20), []),  # the third quarter began before the schedule
        (date(2021, 11, 5), [("2021Q4", date(2021, 12, 25))]),
        (date(2022, 1, 20), [("2021Q4", date(2021, 12, 25))]),
        (date(2022, 2, 1), [("2022Q1", date(2022, 3, 25)), ("2021Q4", date(2021, 12, 25))]),
        (date(2022, 3, 25), [("2022Q1", date(2022, 3, 25)), ("2021Q4", date(2021, 12, 25))]),  # for 90 days
        (date(2022, 3, 26), [("2022Q1", date(2022, 3, 25))]),
        (
            date(2022, 12, 1),
            [("2022Q4", date(2022, 12, 25)), ("2022", date(2022, 12, 25)), ("2022Q3", date(2022, 9, 25))],
        ),
    ],
)
def test_an_outline_is_owed_by_its_own_schedule(district: District, day: date, owed: list[tuple[str, date]]) -> None:
    found = [(row.period.id, row.due) for row in office_reports.list_followed_reports(district.cast.office, day).own]
    assert found == owed


def test_no_unit_owes_a_report_by_an_outline_whose_schedule_has_ended(
    district: District, outline: dict[str, Any]
) -> None:
    schedule = {
        "period_types": ["quarter"], "window": serialize_window(ND09), "due": serialize_due(DayOfMonth(25)),
        "valid_from": "2021-10-01", "valid_until": "2022-01-01",
    }  # fmt: skip
    outlines.import_outline(
        programme=first_programme(), uid="bc-xa", code="bc-xa", title="Kết quả của xã", writers="commune",
        issuer=district.cast.units["099.LDTBXH"], unit=district.cast.units["099"], due_days=4,
        definition={**outline, "addressees": ["099"], "schedule": schedule}, by="tests", at=AT,
    )  # fmt: skip
    (report,) = office_reports.list_unit_reports(district.cast.commune, date(2022, 1, 20))
    assert report.period.id == "2021Q4"
    assert office_reports.list_unit_reports(district.cast.commune, date(2022, 2, 1)) == ()


def test_the_reminder_comes_before_the_outlines_own_day(district: District) -> None:
    lines = [
        line.text
        for draft in reminders.build_drafts(date(2021, 12, 24))
        if draft.person == district.cast.office.pk
        for line in draft.lines
    ]
    assert any("Báo cáo quý IV năm 2021" in line and "25/12/2021" in line for line in lines)


def test_a_quarters_report_prints_the_forms_of_a_quarter(district: District) -> None:
    report = {"form": QUARTERLY, "period": "2021Q4", "at": morning(date(2021, 12, 20))}
    district.report(district.cast.commune, {"A1": "5"}, **report)  # type: ignore[arg-type]
    document = reports.build_report(
        ReportOutline.objects.get(code="bc-quy"), period="2021Q4", audience=audience_of(district.cast.office)
    )
    assert document.title == "Kết quả quý IV năm 2021"
    assert [annex.title for annex in document.annexes] == ["Kết quả hằng quý, quý IV năm 2021"]
    printed = "".join(run.text for block in document.blocks if isinstance(block, Paragraph) for run in block.runs)
    assert "Đã tổ chức 5 cuộc." in printed


def test_a_target_is_measured_by_the_windows_of_the_forms(district: District, outline: dict[str, Any]) -> None:
    """December of the calendar is counted to 31/12, not to 14/12 as NĐ 09/2019/NĐ-CP counts it."""
    cast, programme = district.cast, first_programme()
    form = replace(FORMS[0], counting_window=CALENDAR)
    service_forms.import_forms(programme=programme, forms=[form], unit=cast.units["099"], by="tests", at=AT)
    district.report(cast.commune, {"A1": "5"}, form=MONTHLY, period="202112", at=morning(date(2022, 1, 4)))
    district.report(cast.commune, {}, form=MONTHLY, period="2021Q4", at=morning(date(2022, 1, 4)))
    add_indicator("muc", LevelRule(None), "TH01", "TH01")
    put(plan_of(district, "099"), indicator="muc", value=4, bound=">=", unit_of_measure="cuộc")
    sections = [
        {
            "heading": "KẾT QUẢ",
            "level": 1,
            "narrative": "",
            "sentences": [{"text": "Các cuộc {muc so chỉ tiêu}.", "zero": ""}],
        }
    ]
    row = ReportOutline.objects.get(code="bc-quy")
    definition = {**row.definition, "sections": sections}
    outlines.import_outline(
        programme=programme, uid="bc-quy", code="bc-quy", title="Kết quả", issuer=cast.units["099.LDTBXH"],
        unit=cast.units["099"], due_days=4, definition=definition, by="tests", at=AT,
    )  # fmt: skip
    row = ReportOutline.objects.get(code="bc-quy", stands=True)
    document = reports.build_report(row, period="2021Q4", audience=audience_of(cast.office))
    printed = "".join(run.text for block in document.blocks if isinstance(block, Paragraph) for run in block.runs)
    assert "Các cuộc ở mức 5" in printed
    assert "chưa đủ số liệu để đánh giá so với chỉ tiêu" in printed
    assert "Trong kỳ có 1 chỉ tiêu chưa đủ số liệu." in printed, "others have not reported: neither met nor missed"


def test_the_pages_of_documents_open_in_every_period(district: District, signed_in: Browser, settings: Any) -> None:
    office = signed_in(district.cast.office)
    for day, name in ((date(2021, 12, 20), "quý IV năm 2021"), (date(2022, 2, 1), "quý I năm 2022")):
        settings.DEMONSTRATION = on(day)
        page = office.get(reverse("documents:list")).content.decode()
        assert f"Kết quả {name}" in page
        begun = office.get(reverse("documents:begin", args=["bc-quy", "2021Q4"]))
        assert begun.status_code == 200
        assert office.get(reverse("documents:template", args=["bc-quy"])).status_code == 200
