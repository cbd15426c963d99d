"""Places of a country: named in time that grows with their number, and read, chosen and shown only as far as asked."""

import time
from collections.abc import Callable, Collection
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages import answers, catalogue
from sokehoach.apps.analysis.pages.answer_places import build_places
from sokehoach.apps.consolidation.queries.cube_places import Placement, PlaceRow
from sokehoach.apps.consolidation.queries.cube_rows import CubeRows
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.analysis.question import Places
from sokehoach.domain.indicators.expression import Name
from tests.apps.analysis.conftest import Ask
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District


def test_places_of_a_country_are_named_at_once() -> None:
    units = [Unit(code=f"9{n:05}", short_name=f"Xã {n}", valid_to=None) for n in range(20_000)]
    earlier = Unit(code="900000", short_name="Xã cũ", valid_to=date(2021, 7, 1))
    began = time.process_time()
    places = build_places(Placement(tuple(PlaceRow(str(n), unit) for n, unit in enumerate([*units, earlier]))))
    assert time.process_time() - began < 2
    assert (places[0].name, places[1].name) == ("Xã 0", "Xã 1")
    assert places[-1].name == "Xã cũ (đến trước 01/07/2021)"


def test_rows_read_one_by_one_are_those_read_together(
    district: District, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "-"})
    asked = ask(district.cast.office, "TT01", "TT02", places=Places.COMMUNES)
    together = asked.read(asked.rows)
    read_units: list[frozenset[int]] = []
    read_inputs = CubeRows.read_inputs

    def note(rows: CubeRows, names: Collection[Name], units: Collection[int] | None) -> None:
        assert units is not None
        read_units.append(frozenset(units))
        read_inputs(rows, names, units)

    monkeypatch.setattr(CubeRows, "read_inputs", note)
    assert [asked.read([row])[0] for row in asked.rows] == together
    assert {len(units) for units in read_units} == {0, 1}, "a total is the figure of the area; a row is one unit"


def test_a_page_has_no_more_rows_than_a_person_reads(
    district: District, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_MAX_ROWS_PER_PAGE", 2)
    assert ask(district.cast.office, "TT01", places=Places.COMMUNES).rows_a_page == 2


type SignIn = Callable[[User], Client]


def list_offered(signed_in: SignIn, user: User, **asked: str) -> set[str]:
    client: Client = signed_in(user)
    page = client.get(reverse("analysis:ask"), {"vung": "099", "chi-tieu": "TT01", "ky": PERIOD} | asked)
    assert page.context["lacks_names"] == ("Địa bàn đã chọn quá rộng thì ở đây" in page.content.decode())
    return {unit.code for unit in page.context["named_choices"]}


def test_of_many_units_those_of_the_area_are_offered_by_name(
    district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, commune = district.cast.office, district.cast.commune.unit.code
    all_codes = list_offered(signed_in, office)
    assert commune in all_codes
    monkeypatch.setattr(catalogue, "_MAX_NAMED", len(all_codes) - 1)
    assert list_offered(signed_in, office) == {"099"}, "a district that is too large: areas alone"
    assert list_offered(signed_in, office, **{"don-vi": commune}) == {"099", commune}, "what is chosen stays"
    elsewhere = Unit.objects.create(
        code="100", name="Huyện khác", short_name="Huyện khác", folded="huyen khac", level="district",
        parent=district.cast.units["099"].parent, valid_from=AT.date(),
    )  # fmt: skip
    assert elsewhere.code not in list_offered(signed_in, office)
