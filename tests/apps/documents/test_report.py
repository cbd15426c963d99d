"""The report says what the consolidated figures say, and a gap where there is none."""

from datetime import date
from typing import Any

import pytest

from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages import reports
from sokehoach.apps.documents.pages.offices import build_opening
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.domain.documents.content import Document, Text
from tests.adapters.writers.docx.opened import opened, words
from tests.apps.documents.test_permissions import keep
from tests.factories.cast import AT
from tests.factories.district import PERIOD, POLICE, District


@pytest.fixture
def reporting(district: District, outline: dict[str, Any]) -> District:
    keep(district, "bc", outline, AT)
    return district


def document(period: str = PERIOD) -> Document:
    row = ReportOutline.objects.select_related("issuer", "unit").get(code="bc")
    return reports.build_report(row, period=period, audience=office_audience(row.unit))


def text(told: Document | None = None) -> str:
    """The printed words of the written file."""
    return words(opened(told or document()).element.body)


def test_it_works(reporting: District) -> None:
    district = reporting
    district.report(district.cast.commune, {"B1": "3", "B2": "1200"})
    district.report(district.cast.other_commune, {"B1": "4"})
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    told = text()
    assert "Đã tổ chức 7 cuộc." in told
    assert "Đã phát 1.200 tờ rơi." in told
    assert "Công an đã kiểm tra 2 cơ sở, 5 người." in told


def test_an_answered_zero_is_said_in_words(reporting: District) -> None:
    reporting.report(reporting.cast.commune, {"B1": "0", "B2": "0"})
    told = text()
    assert "Không tổ chức cuộc nào." in told
    assert "Không có: " in told  # no sentence for zero was given
    assert "Đã phát 0 tờ rơi." not in told


def test_a_gap_is_printed_as_a_gap_and_never_as_zero(reporting: District) -> None:
    told = text()
    assert "Chưa có số liệu: chỉ tiêu TT01." in told
    assert "Không tổ chức cuộc nào." not in told


def test_the_missing_are_named(reporting: District) -> None:
    reporting.report(reporting.cast.commune, {"B1": "3"})
    reporting.send(reporting.cast.other_commune, {"B1": "4"})
    told = text()
    assert "từ báo cáo của 1/3 xã (đã gửi, chờ duyệt: Pú Xi; chưa gửi: Quài Cang)" in told
    assert "Đã tổ chức 3 cuộc." in told  # what is only sent is not counted


def test_a_rise_or_fall_is_told_once_half_of_the_senders_have_answered_in_each_period(
    district: District, outline: dict[str, Any]
) -> None:
    """One commune of three against three of three would be a fall that nobody saw."""
    outline["sections"][0]["sentences"][0]["text"] = "Tổ chức {TT01} cuộc ({TT01 so cùng kỳ}; {TT01 so kỳ trước})."
    keep(district, "bc", outline, AT)
    clerks = (district.cast.commune, district.cast.other_commune)
    for clerk in clerks:
        district.report(clerk, {"B1": "10"}, period="2020S1")
    district.report(clerks[0], {"B1": "20"}, period="2020S2")
    district.report(clerks[0], {"B1": "3"})
    assert "Tổ chức 3 cuộc." in text()
    district.report(clerks[1], {"B1": "7"})
    assert "Tổ chức 10 cuộc (giảm 50 % so với cùng kỳ)." in text()
    district.report(clerks[1], {"B1": "5"}, period="2020S2")
    assert "Tổ chức 10 cuộc (giảm 50 % so với cùng kỳ; giảm 60 % so với kỳ trước)." in text()


@pytest.mark.parametrize(
    ("cut_off", "cited"),
    [
        (date(2020, 12, 14), "Thực hiện chế độ báo cáo định kỳ, Phòng LĐ-TB&XH báo cáo"),
        (date(2021, 3, 3), "Thực hiện chế độ báo cáo định kỳ, Phòng LĐ-TB&XH báo cáo"),
        (date(2021, 3, 4), "Thực hiện Kế hoạch số 45/KH-UBND ngày 04 tháng 3 năm 2021 của"),
        (date(2021, 6, 14), "Thực hiện Kế hoạch số 45/KH-UBND ngày 04 tháng 3 năm 2021 của"),
    ],
)
def test_a_report_cites_no_plan_that_was_signed_after_its_period(
    reporting: District, cut_off: date, cited: str
) -> None:
    plan = Plan(
        kind="Kế hoạch", number="45/KH-UBND", signed_on=date(2021, 3, 4), unit=Unit.objects.get(code="099"), title="X"
    )
    paragraph = build_opening(plan, cut_off=cut_off, issuer="Phòng LĐ-TB&XH", period="6 tháng")
    assert "".join(run.text for run in paragraph.runs if isinstance(run, Text)).startswith(cited)


def test_the_annex_is_the_form_with_its_figures(reporting: District) -> None:
    reporting.report(reporting.cast.commune, {"B1": "3"})
    (annex,) = document().annexes
    assert annex.title == "Kết quả của xã, thị trấn, 6 tháng đầu năm 2021"
    (table,) = opened(document()).tables[-1:]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert ["1", "Chỉ tiêu TT01", "cuộc", "3", "1/3"] in rows
    assert ["2", "Chỉ tiêu TT02", "cuộc", "chưa có", "0/3"] in rows


def test_a_form_of_words_has_no_annex(reporting: District, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(document().annexes) == 1
    monkeypatch.setattr(ConsolidatedSheet, "lines", ())
    assert document().annexes == ()


def test_the_period_follows_a_year_after_a_comma(reporting: District) -> None:
    ReportOutline.objects.filter(code="bc").update(title="Kết quả đến năm 2030")
    report = document()
    assert report.title == "Kết quả đến năm 2030, 6 tháng đầu năm 2021"
    assert report.closing == "Trên đây là báo cáo kết quả đến năm 2030, 6 tháng đầu năm 2021"


def test_the_frame_is_that_of_the_programme(reporting: District) -> None:
    told = document()
    assert told.letterhead.superior == ("Huyện Tuần Giáo",)
    assert told.letterhead.issuer == ("Phòng Lao động - TB&XH",)
    assert told.addressees == ("Sở Lao động - TB&XH", "Huyện Tuần Giáo")
    assert told.title == "Kết quả thực hiện 6 tháng đầu năm 2021"
    assert (told.letterhead.number, told.letterhead.symbol) == (None, "/BC-LĐTBXH")
    assert told.closing == "Trên đây là báo cáo kết quả thực hiện 6 tháng đầu năm 2021"


def test_an_addressee_that_has_ended_keeps_its_name(reporting: District) -> None:
    Unit.objects.filter(code="11.SOLDTBXH").update(valid_to=date(2021, 3, 1))
    assert document().addressees[0] == "Sở Lao động - TB&XH"


def test_a_demonstration_says_on_every_page_that_its_data_are_invented(reporting: District, settings: Any) -> None:
    assert "số liệu và tên cán bộ là giả định" in document().notice
    file = opened(document())
    for section in file.sections:
        shown = [
            words(part._element)
            for part in (section.header, section.footer, section.first_page_header, section.first_page_footer)
        ]
        assert any("giả định" in one for one in shown)
    settings.DEMONSTRATION = None
    assert document().notice == ""
    assert "giả định" not in text()
