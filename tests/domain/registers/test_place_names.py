"""Villages as officials write them."""

import pytest

from sokehoach.domain.registers.place_names import fold_place_name, names_several_places


@pytest.mark.parametrize(
    "name", ["Bản Ten Hon", "ten hon", "TEN  HON", "Thôn Ten Hon", "Tổ dân phố Ten Hon", "Khối Ten Hon"]
)
def test_one_village_written_in_several_ways_is_one(name: str) -> None:
    assert fold_place_name(name) == "ten hon"


@pytest.mark.parametrize("name", ["Bản Ten Hong", "Ten", "Bản", "Bản Ten Hon 2"])
def test_another_village_is_another(name: str) -> None:
    assert fold_place_name(name) != "ten hon"


@pytest.mark.parametrize("text", ["Bản A, bản B", "A; B", "A và B", "A/B"])
def test_several_places_are_told_from_one(text: str) -> None:
    assert names_several_places(text)


@pytest.mark.parametrize("text", ["Bản Ten Hon", "Bản Vàng", "Và Dìa", "Tổ dân phố 3", ""])
def test_one_place_is_one(text: str) -> None:
    assert not names_several_places(text)
