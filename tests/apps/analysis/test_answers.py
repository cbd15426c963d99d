"""What the pivot says of reports that officials sent."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.analysis.pages import tables
from sokehoach.apps.analysis.pages.answers import UnanswerableQuestionError
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import closing
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places
from tests.apps.analysis.conftest import Ask, Table
from tests.factories.cast import AT, SINCE
from tests.factories.district import COMMUNES, PERIOD, POLICE, District

Browser = Callable[[User], Client]
NAME = "TT01 Chỉ tiêu TT01 (cuộc)"
WHOLE = "Cả địa bàn"


def test_it_works(district: District, table: Table) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "-"})
    told = table(district.cast.office, "TT01", "TT02", places=Places.COMMUNES)
    assert told[NAME, "Tênh Phông"] == ["3"]
    assert told[NAME, "Quài Cang"] == ["chưa gửi"]
    assert told[NAME, WHOLE] == ["7"]
    two = "TT02 Chỉ tiêu TT02 (cuộc)"
    assert [told[two, name] for name in ("Tênh Phông", "Pú Xi", WHOLE)] == [["0"], ["không áp dụng"], ["0"]]


def test_two_units_of_one_code_in_a_period_have_their_own_figures(district: District, table: Table) -> None:
    earlier = district.cast.other_commune
    later = district.renew(earlier, "Pú Xi Mới", date(2021, 5, 1))
    district.report(earlier, {"B1": "4"})
    district.report(later, {"B1": "5"})
    figures = table(district.cast.office, "TT01", places=Places.COMMUNES)
    places = ("Pú Xi (đến trước 01/05/2021)", "Pú Xi Mới", WHOLE)
    assert [figures[NAME, place] for place in places] == [["4"], ["5"], ["9"]]


def test_a_label_is_said_once(district: District, ask: Ask) -> None:
    told = ask(district.cast.office, "TT01", "TT02", places=Places.COMMUNES)
    assert [line.same for line in tables.build_lines(told, tables.number_rows(0, told.read(told.rows)))] == [
        0,
        1,
        1,
        1,
        0,
        1,
        1,
        1,
    ]


def test_the_total_says_of_how_many(district: District, ask: Ask) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "1"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "-"})
    told = ask(district.cast.office, "TT01", "TT02")
    facts = [facts[0] for _row, facts in told.read(told.rows)]
    assert [fact.coverage for fact in facts] == [(2, 3), (1, 2)]


def test_places_by_name_add_up_to_themselves(district: District, table: Table) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    district.report(district.cast.other_commune, {"B1": "4"})
    told = table(
        district.cast.office,
        "TT01",
        places=Places.NAMED,
        named=("03304", "03289"),
        columns=(Dimension.PERIOD,),
    )
    assert told[NAME, WHOLE] == ["3"]


def test_a_stock_is_not_added_over_time(district: District, table: Table) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "5"})
    DataElement.objects.filter(code="TT02").update(over_time="last", nature="stock")
    told = table(district.cast.office, "TT01", "TT02", periods=("2021S1", "2021S2"), rows=(Dimension.MEASURE,))
    assert told[NAME,] == ["3", "chưa có số", "3"]
    assert told["TT02 Chỉ tiêu TT02 (cuộc)",] == ["5", "chưa có số", "chưa có số"]


def test_what_must_not_be_added_over_places_is_not(district: District, table: Table) -> None:
    DataElement.objects.filter(code="TT01").update(over_place="none")
    district.report(district.cast.commune, {"B1": "3"})
    district.report(district.cast.other_commune, {"B1": "4"})
    told = table(district.cast.office, "TT01", places=Places.COMMUNES)
    assert (told[NAME, "Pú Xi"], told[NAME, WHOLE]) == (["4"], ["không cộng"])


def test_a_walled_figure_is_the_districts_total_alone(district: District, table: Table) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    told = table(district.cast.office, "CA02", places=Places.REPORTERS)
    assert told == {
        ("CA02 Chỉ tiêu CA02 (cuộc)", "Công an huyện"): ["bộ phận phụ trách"],
    }
    assert table(district.cast.office, "CA02") == {("CA02 Chỉ tiêu CA02 (cuộc)", "Tuần Giáo"): ["5"]}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"periods": ()}, "Chưa chọn kỳ"),
        ({"periods": ("x",)}, "không đọc được"),
        ({"rows": (Dimension.PLACE,)}, "không cộng được"),
        ({"rows": (Dimension.PERIOD, Dimension.MEASURE)}, "chỉ đặt được ở một chỗ"),
        ({"places": Places.NAMED, "named": ("03247",)}, "Không có đơn vị nào"),
        ({"programmes": ("none",)}, "Chưa chọn chỉ tiêu"),
    ],
)
def test_what_cannot_be_answered_says_why(district: District, ask: Ask, more: dict[str, Any], said: str) -> None:
    with pytest.raises(UnanswerableQuestionError, match=said):
        ask(district.cast.office, "TT01", "TT02", **more)


def test_another_district_is_not_there(district: District, ask: Ask) -> None:
    with pytest.raises(NotFoundError):
        ask(district.cast.office, "TT01", area="098")


def test_a_cell_opens_to_its_units_and_names_the_missing(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    query = "chi-tieu=TT01&ky=2021S1&noi=communes"
    office = signed_in(district.cast.office)
    page = office.get(f"{reverse('analysis:ask')}?{query}").content.decode()
    assert "1/3" in page
    opened = office.get(f"{reverse('analysis:cell')}?{query}&o=3.0").content.decode()
    assert "Thiếu 2" in opened
    assert "/tong-hop/099/2021S1/01-XA/TT01/?phan-to=&amp;don-vi=03304" in opened


@pytest.mark.parametrize("at", ["", "9.0", "0.9", "x", "0.x"])
def test_a_cell_that_is_not_there_is_not_found(district: District, signed_in: Browser, at: str) -> None:
    query = f"chi-tieu=TT01&ky=2021S1&o={at}"
    assert signed_in(district.cast.office).get(f"{reverse('analysis:cell')}?{query}").status_code == 404


def test_a_page_asks_as_many_queries_whatever_the_units(
    district: District, signed_in: Browser, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    office = signed_in(district.cast.office)
    address = f"{reverse('analysis:ask')}?chi-tieu=TT01&chi-tieu=TT02&ky=last-four&ky=2021S1&noi=communes"
    district.report(district.cast.commune, {"B1": "3"})
    office.get(address)
    with django_assert_max_num_queries(25) as few:
        office.get(address)
    count = len(few)
    for clerk in district.settle(16):
        district.report(clerk, {"B1": "1"})
    office.get(address)  # what the office reaches is kept, as before
    with django_assert_max_num_queries(count):
        page = office.get(address).content.decode()
    assert "Thứ 15" in page


def test_the_province_hears_of_a_district_what_it_has_closed(district: District, ask: Ask, table: Table) -> None:
    cast = district.cast
    Form.objects.filter(code=COMMUNES).update(unit=cast.units["11"])
    users.create_user(username="so", full_name="Vừ A Sở", title="", unit=cast.units["11"], by="tests", at=AT)
    province = User.objects.get(username="so")
    role = Role.objects.get(code="leader")
    grants.create_grant(
        user=province, role=role, unit=cast.units["11"], function="general", since=SINCE, by="tests", at=AT
    )
    district.report(cast.commune, {"B1": "3"})
    asked = {"area": "11", "places": Places.DISTRICTS, "rows": (Dimension.PLACE,)}
    before = table(province, "TT01", **asked)
    assert [before[name,] for name in ("Tuần Giáo", "Tủa Chùa", WHOLE)] == [["chưa có số"]] * 3
    closing.close(
        unit=cast.units["099"], form=COMMUNES, period=PERIOD, why="", by=cast.office, at=AT,
        seen_digest=closings.compute_inputs_digest(unit=cast.units["099"], form=COMMUNES, period=PERIOD),
    )  # fmt: skip
    told = table(province, "TT01", **asked)
    assert [told[name,] for name in ("Tuần Giáo", "Tủa Chùa", WHOLE)] == [["3"], ["chưa có số"], ["3"]]
    whole = ask(province, "TT01", area="11")
    ((_row, (total,)),) = whole.read(whole.rows)
    assert total.coverage == (1, 4)  # of the communes that report, whatever level sends it up
