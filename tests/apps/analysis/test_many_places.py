"""Places of a country are named in time that grows with their number, not with its square."""

import time
from datetime import date

from sokehoach.apps.analysis.pages.answer_places import build_places
from sokehoach.apps.consolidation.queries.cube_places import Placement, PlaceRow
from sokehoach.apps.orgunits.models import Unit


def test_places_of_a_country_are_named_at_once() -> None:
    units = [Unit(code=f"9{n:05}", short_name=f"Xã {n}", valid_to=None) for n in range(20_000)]
    earlier = Unit(code="900000", short_name="Xã cũ", valid_to=date(2021, 7, 1))
    began = time.process_time()
    places = build_places(Placement(tuple(PlaceRow(str(n), unit) for n, unit in enumerate([*units, earlier]))))
    assert time.process_time() - began < 2
    assert (places[0].name, places[1].name) == ("Xã 0", "Xã 1")
    assert places[-1].name == "Xã cũ (đến trước 01/07/2021)"
