"""Which period a box of a superior's form is about, by its row label and column heads."""

import pytest

from sokehoach.domain.documents.external_form.roles import parse_role
from sokehoach.domain.documents.external_form.source import PeriodRole


@pytest.mark.parametrize(
    ("rows", "heads", "role"),
    [
        (["Số cuộc"], ["Kết quả"], PeriodRole.NOW),
        (["Số cuộc"], ["Lũy kế"], PeriodRole.YEAR),
        (["Cùng kỳ năm trước"], ["Kỳ này"], PeriodRole.LAST_YEAR),
        (["Kỳ này"], ["Lũy kế từ đầu năm"], PeriodRole.YEAR),
        (["Lũy kế"], ["Cùng kỳ năm trước"], None),
        (["Số cuộc"], ["Kỳ trước"], None),
        (["Số cuộc"], ["Kỳ liền trước"], PeriodRole.PREVIOUS),
        (["Kỳ báo cáo trước liền kề"], ["Kết quả"], PeriodRole.PREVIOUS),
        (["Số cuộc"], ["Tháng trước"], None),
        (["Số cuộc"], ["So với kỳ liền trước"], None),
        (["Kỳ liền trước"], ["Cùng kỳ năm trước"], None),
    ],
)
def test_one_period_is_read_and_two_are_none(rows: list[str], heads: list[str], role: PeriodRole | None) -> None:
    assert parse_role(rows, heads) is role
