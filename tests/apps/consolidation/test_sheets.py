"""The consolidated sheet: who is missing, what nothing looks like, who is shown what."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.consolidation.pages import lineage
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.disclosure.publish import WithholdingReason
from tests.factories.district import COMMUNES, PERIOD, POLICE, District
from tests.page_texts import read_page

Browser = Callable[[User], Client]


def sheet_of(user: User, form: str = COMMUNES, unit: str = "099") -> sheets.ConsolidatedSheet:
    return sheets.access_sheet(user, unit=unit, form=form, period=PERIOD)


def test_it_works(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    shown = sheet_of(district.cast.office)
    figure = shown.line("TT01", "").figure
    assert (figure.value, figure.received, figure.expected) == (3, 1, 3)
    assert [part.unit for part in figure.parts] == ["03304"]


def test_two_units_of_one_code_in_a_period_have_their_own_figures(district: District) -> None:
    earlier = district.cast.other_commune
    later = district.renew(earlier, "Pú Xi Mới", date(2021, 5, 1))
    district.report(earlier, {"B1": "4"})
    district.report(later, {"B1": "5"})
    shown = sheet_of(district.cast.office)
    keys = sheets.list_reporter_keys(shown)
    assert keys == {sender.unit.pk: sender.key for sender in shown.senders}
    numbers = {part.unit: part.value for part in shown.line("TT01", "").figure.parts}
    assert numbers == {keys[earlier.unit_id]: 4, keys[later.unit_id]: 5}


def test_the_missing_are_named_with_how_far_they_are(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    district.send(district.cast.other_commune, {"B1": "4"})
    shown = sheet_of(district.cast.leader)
    assert [(one.unit.short_name, one.state) for one in shown.missing] == [
        ("Pú Xi", "sent"),
        ("Quài Cang", ""),
    ]


def test_nothing_reported_is_shown_as_nothing(district: District) -> None:
    figure = sheet_of(district.cast.office).line("TT01", "").figure
    assert figure.value is None
    assert figure.missing == ("03269", "03289", "03304")


def test_zero_is_shown_as_zero(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "0"})
    page = signed_in(district.cast.office).get(reverse("consolidation:sheet", args=["099", PERIOD, COMMUNES]))
    text = page.content.decode()
    assert ">0</a>" in text
    assert text.count("chưa có số</span>") >= 1  # B2, which nobody has answered


def test_no_fall_is_shown_where_few_have_told_the_figure(
    district: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {("TT01", ""): Decimal(96), ("TT02", ""): Decimal(80)}
    monkeypatch.setattr(
        sheets.earlier_figures, "list_figures_by_period", lambda _unit, periods: dict.fromkeys(periods, before)
    )
    district.report(district.cast.commune, {"B1": "0"})  # one of three
    shown = sheet_of(district.cast.office).line("TT01", "")
    assert (shown.before, shown.is_comparable) == (96, False)
    page = signed_in(district.cast.office).get(reverse("consolidation:sheet", args=["099", PERIOD, COMMUNES]))
    assert "96" in read_page(page.text)
    assert "100,0" not in page.text
    district.report(district.cast.other_commune, {"B1": "12"})
    assert sheet_of(district.cast.office).line("TT01", "").is_comparable
    assert not sheet_of(district.cast.office).line("TT02", "").is_comparable, "nobody has told it"


def test_no_rise_is_shown_where_few_told_the_figure_a_year_before(district: District) -> None:
    district.report(district.cast.commune, {"B1": "30"}, period="2020S1")  # one of three
    district.report(district.cast.other_commune, {"B2": "9"}, period="2020S1")
    for person in (district.cast.commune, district.cast.other_commune):
        district.report(person, {"B1": "4"})
    shown = sheet_of(district.cast.office).line("TT01", "")
    assert (shown.before, shown.had_most_answers, shown.is_comparable) == (30, False, False)


def test_half_of_those_of_a_year_before_are_enough(district: District) -> None:
    for person in (district.cast.commune, district.cast.other_commune):
        district.report(person, {"B1": "30"}, period="2020S1")
    district.report(district.cast.commune, {"B1": "4"})
    district.report(district.cast.other_commune, {"B1": "4"})
    shown = sheet_of(district.cast.office).line("TT01", "")
    assert (shown.before, shown.had_most_answers, shown.is_comparable) == (60, True, True)
    assert not sheet_of(district.cast.office).line("TT02", "").is_comparable


def test_the_sheet_of_the_province_is_for_those_who_draw_it_together_there(district: District) -> None:
    with pytest.raises(NotFoundError):
        sheet_of(district.cast.office, unit="11")


def test_the_office_sees_the_districts_total_of_a_walled_form_and_no_part(district: District) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    shown = sheet_of(district.cast.office, POLICE)
    assert shown.line("CA02", "").figure.value == 5
    assert shown.line("CA02", "").figure.parts == ()
    assert shown.line("CA02", "").figure.parts_withheld is WithholdingReason.WALL


def test_the_drawer_of_a_walled_figure_opens_no_cell(district: District) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    told = lineage.load_figure_lineage(
        district.cast.office,
        unit="099",
        form=POLICE,
        period=PERIOD,
        element="CA01",
        disaggregation="",
        part="099.CA",
    )
    assert told.cell_lineage is None
    assert told.shares == ()


def test_a_figure_opens_down_to_the_cell(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    told = lineage.load_figure_lineage(
        district.cast.office,
        unit="099",
        form=COMMUNES,
        period=PERIOD,
        element="TT01",
        disaggregation="",
        part="03304",
    )
    assert told.line.reckons
    assert told.greatest == 3
    assert told.cell_lineage is not None
    assert (told.cell_lineage.value, told.cell_lineage.cell.code) == (3, "B1")
    assert str(told.cell_lineage.accepted_by) == "Cà Thị Hương"


def test_the_sheet_takes_few_queries_with_nineteen_communes(
    district: District,
    signed_in: Browser,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for clerk in district.settle(16):
        district.report(clerk, {"B1": "1"})
    office = signed_in(district.cast.office)
    office.get(reverse("consolidation:sheet", args=["099", PERIOD, COMMUNES]))  # a thread keeps levels and groups
    with django_assert_max_num_queries(19):  # type: ignore[attr-defined]
        page = office.get(reverse("consolidation:sheet", args=["099", PERIOD, COMMUNES]))
    assert "16/19" in page.content.decode()
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        office.get(reverse("consolidation:figure", args=["099", PERIOD, COMMUNES, "TT01"]))


def test_a_figure_that_its_inputs_do_not_give_says_so(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    Figure.objects.filter(unit__code="099", element="TT01").update(number=4)
    page = signed_in(district.cast.office).get(reverse("consolidation:figure", args=["099", PERIOD, COMMUNES, "TT01"]))
    assert "không khớp" in page.content.decode()
