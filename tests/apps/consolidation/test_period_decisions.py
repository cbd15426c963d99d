"""The forms of one period are accepted on one page and closed on one page, each with its figures."""

import re
import uuid
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.models import Closing, Figure
from sokehoach.apps.consolidation.pages.period_closing import MAX_FORMS
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.consolidation.services.closing import FormToClose
from sokehoach.apps.home.pages.report_tasks import MAX_SINGLE_REVIEWS
from sokehoach.apps.home.pages.today import load_today
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.reporting.form import Cell, FormSection, Reporters
from tests.apps.consolidation.test_acceptance import number
from tests.apps.consolidation.test_permissions import Browser
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, FORMS, PERIOD, District, element
from tests.factories.programmes import first_programme

SECOND = "03-XA"


@pytest.fixture
def second_form(district: District) -> str:
    """A second general form of the same communes."""
    programme, unit = first_programme(), district.cast.units["099"]
    form = replace(
        next(form for form in FORMS if form.code == COMMUNES), uid=SECOND, code=SECOND, name="Biểu thứ hai",
        reporters=Reporters(codes=("03304", "03269")),
        sections=(FormSection("A", "Chỉ tiêu", (Cell("A1", "XA01"),)),),
    )  # fmt: skip
    elements.import_elements(programme=programme, elements=[element("XA01", SECOND)], by="tests", at=AT)
    service_forms.import_forms(programme=programme, forms=[form], unit=unit, by="tests", at=AT)
    return SECOND


def read_text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


@pytest.mark.faults("figures.accept_period")
def test_reports_of_two_forms_are_accepted_on_one_page_that_shows_their_figures(
    district: District, second_form: str, signed_in: Browser
) -> None:
    first = district.send(district.cast.commune, {"B1": "3"})
    second = district.send(district.cast.commune, {"A1": "1204"}, form=second_form)
    office = signed_in(district.cast.office)
    page = reverse("consolidation:accept_period", args=[PERIOD])
    assert page in office.get(reverse("reporting:list"), {"ky": PERIOD}).content.decode()
    shown = office.get(page).content
    assert "Chỉ tiêu XA01: 1.204 cuộc" in read_text(shown)
    assert "Chỉ tiêu TT01: 3 cuộc" in read_text(shown)
    body = {f"r-{sent.id}": str(sent.version) for sent in (first, second)} | {f"r-{uuid.uuid4()}": "1"}
    answer = read_text(office.post(page, body).content)
    assert "Đã duyệt 2 báo cáo." in answer
    assert "Không còn báo cáo nào chờ duyệt" in answer
    assert (number("099", "TT01"), Figure.objects.get(form=second_form).number) == (3, 1204)


def test_a_report_that_changed_since_the_page_was_drawn_is_left_and_named(
    district: District, second_form: str, signed_in: Browser
) -> None:
    sent = district.send(district.cast.commune, {"A1": "5"}, form=second_form)
    page = reverse("consolidation:accept_period", args=[PERIOD])
    answer = read_text(signed_in(district.cast.office).post(page, {f"r-{sent.id}": str(sent.version - 1)}).content)
    assert "Đã duyệt 0 báo cáo." in answer
    assert "Chỉ tiêu XA01: 5 cuộc" in answer


def test_refusals_of_all_forms_are_named_together(district: District, second_form: str) -> None:
    first = district.send(district.cast.commune, {"B1": "3"})
    second = district.send(district.cast.commune, {"A1": "5"}, form=second_form)
    done = acceptance.accept_period(
        period=PERIOD,
        forms=[
            acceptance.FormReports(form, (acceptance.ReportVersion(sent.id, sent.version + 7),))
            for form, sent in ((COMMUNES, first), (second_form, second))
        ],
        by=district.cast.office,
        at=AT,
    )
    assert {*cast(dict[str, str], done.answer["left"])} == {str(first.id), str(second.id)}
    assert done.detail["left"] == [str(first.id), str(second.id)]


def test_what_was_left_unticked_stays_unticked(district: District, second_form: str, signed_in: Browser) -> None:
    first = district.send(district.cast.commune, {"B1": "3", "B2": "1"})
    second = district.send(district.cast.other_commune, {"A1": "5"}, form=second_form)
    office, page = signed_in(district.cast.office), reverse("consolidation:accept_period", args=[PERIOD])
    assert len(re.findall(r'type="checkbox"[^>]*checked', office.get(page).content.decode())) == 2
    answer = office.post(page, {f"r-{first.id}": str(first.version)}).content.decode()
    assert f"r-{second.id}" in answer
    assert not re.findall(r'type="checkbox"[^>]*checked', answer)


def test_many_reports_of_several_forms_are_one_task(district: District, second_form: str) -> None:
    for clerk in district.settle(MAX_SINGLE_REVIEWS):
        district.send(clerk, {"B1": "3"})
    district.send(district.cast.commune, {"A1": "3"}, form=second_form)
    tasks = [task for task in load_today(district.cast.office, AT.date()).work if task.state == "sent"]
    assert [(task.title, task.url) for task in tasks] == [
        (f"Duyệt {MAX_SINGLE_REVIEWS + 1} báo cáo", reverse("consolidation:accept_period", args=[PERIOD]))
    ]


@pytest.mark.faults("figures.close_period")
def test_forms_whose_reports_are_in_are_ticked_and_closed_together(
    district: District, second_form: str, signed_in: Browser
) -> None:
    for clerk in (district.cast.commune, district.cast.other_commune):
        district.report(clerk, {"A1": "2"}, form=second_form)
    district.report(district.cast.commune, {"B1": "3"})
    office = signed_in(district.cast.office)
    page = reverse("consolidation:close_period", args=["099", PERIOD])
    assert page in office.get(reverse("consolidation:sheet", args=["099", PERIOD, COMMUNES])).content.decode()
    shown = " ".join(office.get(page).content.decode().split())
    boxes = dict(re.findall(r'name="f-([^"]+)" value="([^"]+)"', shown))
    assert set(boxes) == {COMMUNES, second_form}
    assert re.findall(r'name="f-([^"]+)" value="[^"]+" checked', shown) == [second_form]
    (folded,) = re.findall(r"<details class=\"more\">.*?</details>", shown)
    assert "XA01" in folded, "the figures of a form that lacks a report stay open"
    assert "Chỉ tiêu XA01: 4 cuộc" in read_text(shown.encode())
    assert "Chỉ tiêu TT01: 3 cuộc" in read_text(shown.encode())
    assert "Chỉ tiêu TT02: chưa có số 0/3 đơn vị" in read_text(shown.encode())
    assert "1/3 đơn vị, thiếu: Pú Xi (chưa gửi), Quài Cang (chưa gửi)" in read_text(shown.encode())
    answer = office.post(page, {f"f-{second_form}": boxes[second_form]})
    assert "Đã chốt 1 biểu." in read_text(answer.content)
    assert Closing.objects.get().form == second_form
    told = read_text(
        office.post(page, {f"f-{COMMUNES}": boxes[COMMUNES], f"f-{second_form}": boxes[second_form]}).content
    )
    assert "Đã chốt 1 biểu." in told
    assert Closing.objects.count() == 2
    assert "Mọi biểu của kỳ này đã chốt" in told or "Đã chốt" in told


def test_a_form_that_changed_since_the_page_was_drawn_stays_open(
    district: District, second_form: str, signed_in: Browser
) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    district.report(district.cast.commune, {"A1": "2"}, form=second_form)
    office = signed_in(district.cast.office)
    page = reverse("consolidation:close_period", args=["099", PERIOD])
    boxes = dict(re.findall(r'name="(f-[^"]+)" value="([^"]+)"', office.get(page).content.decode()))
    district.report(district.cast.other_commune, {"A1": "9"}, form=second_form)
    answer = read_text(office.post(page, boxes).content)
    assert "Đã chốt 1 biểu." in answer
    assert "Có báo cáo vừa được duyệt hoặc đính chính sau khi mở trang" in answer
    assert [row.form for row in Closing.objects.all()] == [COMMUNES]
    assert Event.objects.filter(action="figures.close").count() == 1


def add_forms(district: District, count: int) -> list[str]:
    """Forms of one commune, each with an accepted report."""
    programme, unit, clerk = first_programme(), district.cast.units["099"], district.cast.commune
    codes = [f"{number}-YY" for number in range(10, 10 + count)]
    base = next(form for form in FORMS if form.code == COMMUNES)
    elements.import_elements(
        programme=programme, elements=[element(f"YY{code[:2]}", code) for code in codes], by="tests", at=AT
    )
    forms = [
        replace(
            base, uid=code, code=code, name=f"Biểu {code}", reporters=Reporters(codes=(clerk.unit.code,)),
            sections=(FormSection("A", "Chỉ tiêu", (Cell("A1", f"YY{code[:2]}"),)),),
        )
        for code in codes
    ]  # fmt: skip
    service_forms.import_forms(programme=programme, forms=forms, unit=unit, by="tests", at=AT)
    for code in codes:
        district.report(clerk, {"A1": "1"}, form=code)
    return codes


def test_many_forms_are_closed_page_by_page_and_cost_no_more_queries(
    district: District, signed_in: Browser, django_assert_max_num_queries: Any
) -> None:
    codes = add_forms(district, MAX_FORMS + 5)
    office, page = signed_in(district.cast.office), reverse("consolidation:close_period", args=["099", PERIOD])
    office.get(page)
    with django_assert_max_num_queries(15 * MAX_FORMS + 20):  # 137
        shown = office.get(page).content.decode()
    boxes = dict(re.findall(r'name="(f-[^"]+)" value="([^"]+)"', shown))
    assert list(boxes) == [f"f-{code}" for code in codes[:MAX_FORMS]], "a form without a report stands behind"
    assert f'href="?tu={MAX_FORMS}"' in shown
    following = office.get(page, {"tu": MAX_FORMS}).content.decode()
    assert re.findall(r'name="f-([^"]+)"', following) == codes[MAX_FORMS:]
    hidden = dict.fromkeys((name.replace("f-", "s-") for name in boxes), "")
    left = next(iter(boxes))
    posted = hidden | {name: value for name, value in boxes.items() if name != left}
    answer = " ".join(office.post(page, posted).content.decode().split())
    assert f"Đã chốt {MAX_FORMS - 1} biểu." in answer
    assert Closing.objects.count() == MAX_FORMS - 1
    ticked = re.findall(r'name="f-([^"]+)" value="[^"]+" checked', answer)
    assert ticked == codes[MAX_FORMS:], "what was left unticked stays so, what comes new is ticked"


def test_no_page_follows_where_the_other_forms_are_none_of_the_area(
    district: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forms of the same kind of period that nobody owes yet are on no page."""
    add_forms(district, 1)
    base = next(form for form in FORMS if form.code == COMMUNES)
    later = [replace(base, uid=f"9{n}-ZZ", code=f"9{n}-ZZ", valid_from=date(2030, 1, 1)) for n in range(3)]
    service_forms.import_forms(
        programme=first_programme(), forms=later, unit=district.cast.units["099"], by="tests", at=AT
    )
    monkeypatch.setattr("sokehoach.apps.consolidation.pages.period_closing.MAX_FORMS", 1)
    office, page = signed_in(district.cast.office), reverse("consolidation:close_period", args=["099", PERIOD])
    starts, start = [], "0"
    while start:
        shown = office.get(page, {"tu": start})
        assert shown.status_code == 200, start
        starts.append(start)
        start = next(iter(re.findall(r'href="\?tu=(\d+)"', shown.content.decode())), "")
    assert starts == ["0", "1", "2"], "its three forms"


@pytest.mark.parametrize("period", ["2021Q9", "x"])
def test_a_period_that_cannot_be_read_is_not_found(district: District, signed_in: Browser, period: str) -> None:
    office = signed_in(district.cast.office)
    assert office.get(reverse("consolidation:accept_period", args=[period])).status_code == 404
    assert office.get(reverse("consolidation:close_period", args=["099", period])).status_code == 404


def test_a_form_below_a_closed_area_asks_for_its_reason_on_its_own_page(district: District) -> None:
    """Closing again needs a reason: together with others it is left, and told."""
    district.report(district.cast.commune, {"B1": "3"})
    area, user = district.cast.units["099"], district.cast.office
    result = closing.close_period(unit="099", period=PERIOD, forms=[FormToClose(COMMUNES, "stale")], by=user, at=AT)
    assert isinstance(user, User)
    assert (result.answer["closed"], list(result.answer["left"])) == (0, [COMMUNES])  # type: ignore[call-overload]
    assert closings.find_current_closing(unit=area, form=COMMUNES, period=PERIOD) is None
