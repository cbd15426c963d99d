"""Targets in tables with a column for each year, and levels of years that are over."""

import pytest

from sokehoach.domain.plans.reading import read_plan


def read(*lines):
    text = ("Lạc Sơn, ngày 18 tháng 10 năm 2024", "KẾ HOẠCH", "Thử nghiệm", "", "I. CHỈ TIÊU", *lines)
    return read_plan(
        "\n".join((*text, "", "II. TỔ CHỨC THỰC HIỆN", "1. Ban Thử nghiệm theo dõi chung.", "2. Tổng kết."))
    )


def levels(*lines):
    return [(target.value, target.unit, target.bound) for target in read(*lines).targets]


def test_each_year_to_come_is_a_target_quoted_as_the_whole_row():
    found = read(
        "| Chỉ tiêu (%) | TH 2023 | Năm 2024 | Năm 2025 |",
        "|---|---|---|---|",
        "| Tỷ lệ hộ dùng nước sạch | 81,5 | 85 | 90,5 |",
    )
    quote = "Tỷ lệ hộ dùng nước sạch | 81,5 | 85 | 90,5"
    assert [(target.value, target.unit, target.quote) for target in found.targets] == [
        ("85", "%", quote),
        ("90.5", "%", quote),
    ]
    assert [task.path for task in found.tasks if task.path == "I"] == []


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("| Chỉ tiêu | 2022 | 2023 | 2025 |", "| Số lớp học | 3 | 4 | 6 |", [("6", "lớp học", "=")]),
        (
            "| TT | Nội dung chỉ tiêu | ĐVT | Kế hoạch năm 2025 |",
            "| 1 | Lớp tập huấn | lớp | 4 - 6 |",
            [("4", "lớp", ">="), ("6", "lớp", "<=")],
        ),
        ("| TT | Chỉ số | Đơn vị tính | Hiện tại | Mục tiêu |", "| 1 | Thời gian chờ | phút | 45 | ≤ 30 |",
         [("30", "phút", "<=")]),
        ("| Chỉ tiêu | Kết quả năm 2024 | Mức phấn đấu năm 2025 |", "| Tỷ lệ hài lòng | 80 | ≥ 92,5 |",
         [("92.5", "%", ">=")]),
        ("| Chỉ tiêu | Năm 2025 |", "| Doanh thu | 12 tỷ đồng |", [("12", "tỷ đồng", "=")]),
        ("| Chỉ tiêu | Năm 2025 | Ghi chú |", "| Xã đạt chuẩn | giao sau | |", []),
        ("| Nội dung | Cơ quan chủ trì năm 2025 |", "| Xã đạt chuẩn | 12 |", []),
    ],
)  # fmt: skip
def test_columns(head, row, expected):
    assert levels(head, row) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ít nhất 80% giáo viên được bồi dưỡng, năm học 2023 - 2024 con số này là 52%.", ["80"]),
        ("Năm học 2024 - 2025 đạt 85%.", ["85"]),
        ("Năm 2023 đạt 52%, năm 2025 đạt 60%.", ["60"]),
        ("Đến hết năm 2024 đạt 70%.", ["70"]),
        ("So với năm 2023, tăng 12%.", ["12"]),
    ],
)
def test_a_level_of_a_year_that_is_over_is_no_target(sentence, expected):
    assert [value for value, _, _ in levels(f"- {sentence}")] == expected
