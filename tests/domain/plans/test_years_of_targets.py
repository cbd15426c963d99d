"""The year by whose end a target is to be reached, among other years that its sentence names."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.facts import TargetFacts
from sokehoach.domain.plans.proposals.propose import find_year

TITLE = "Kế hoạch trồng cây năm 2026"


def find(text: str, title: str = TITLE) -> int | None:
    return find_year(TargetFacts("CT1", "I", text, Decimal(5), "%", ">="), title)


@pytest.mark.parametrize(
    "text",
    [
        "Số cây trồng mới tăng 5% so với năm 2025",
        "Số cây trồng mới tăng 5% so cùng kỳ năm 2025",
        "Giảm 10% số vụ cháy rừng so với cuối năm 2025",
        "Giảm 10% số vụ cháy rừng so với bình quân giai đoạn 2021 - 2025",
        "Tỷ lệ cây sống đạt 85% (năm 2025 là 78%)",
        "Tỷ lệ cây sống đạt 85% (kết quả năm 2025: 78,5%)",
        "Tỷ lệ cây sống đạt 85%, tăng 2% so với năm 2025",
    ],
)
def test_the_year_of_a_comparison_is_not_that_of_the_target(text: str) -> None:
    assert find(text) == 2026


def test_a_level_of_a_later_year_stands_beside() -> None:
    assert find("Tỷ lệ cây sống đạt 60% vào năm 2027 (đến năm 2030 đạt 80%)") == 2027


@pytest.mark.parametrize(
    "text",
    [
        "Đến năm 2030 tỷ lệ cây sống đạt 80%",
        "Tỷ lệ cây sống đạt 80% (đến hết năm 2030)",
        "Đến năm 2030 số cây trồng mới tăng 30% so với năm 2025",
        "Trong giai đoạn 2026 - 2030 giảm 10% số vụ cháy rừng so với giai đoạn 2021 - 2025",
    ],
)
def test_its_own_year_is_found(text: str) -> None:
    assert find(text) == 2030


def test_a_plan_without_a_year_has_none_of_another() -> None:
    assert find("Số cây trồng mới tăng 5% so với năm 2025", "Kế hoạch trồng cây") is None
