"""The names in a list of agencies."""

import pytest

from sokehoach.domain.plans.partners import split_partners
from sokehoach.domain.plans.passages import fold_passage


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Sở Y tế, Công an tỉnh và các xã", ["Sở Y tế", "Công an tỉnh", "các xã"]),
        ("Sở Y tế (chủ trì, Sở Nội vụ), Công an tỉnh", ["Sở Y tế (chủ trì, Sở Nội vụ)", "Công an tỉnh"]),
        (
            "Sở Y tế, Công an tỉnh (Phòng A, Sở B), Sở Nội vụ và các xã",
            ["Sở Y tế", "Công an tỉnh (Phòng A, Sở B)", "Sở Nội vụ", "các xã"],
        ),
        ("(Sở Y tế, Sở Nội vụ), Công an tỉnh", ["Sở Y tế, Sở Nội vụ", "Công an tỉnh"]),
    ],
)
def test_a_list_is_split_outside_brackets(listed: str, names: list[str]) -> None:
    assert list(split_partners(fold_passage(listed))) == names
