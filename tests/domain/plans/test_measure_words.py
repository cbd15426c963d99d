"""How a report names what a target measures."""

import pytest

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measure_words import name_measure
from sokehoach.domain.plans.proposals.proposal import ProposalContent, ProposalKind

SHARE, RATE, COUNT = MeasureKind.SHARE, MeasureKind.RATE, MeasureKind.COUNT


@pytest.mark.parametrize(
    ("measure", "name", "denominator", "unit", "quote", "expected"),
    [
        (SHARE, "Hộ có điện", "Hộ", "hộ", "100% hộ có điện", ("Tỷ lệ hộ có điện", "hộ")),
        (SHARE, "Ngành Du lịch", "GRDP", "tỷ đồng", "tỉ trọng ngành Du lịch trong GRDP đạt 9%",
         ("Tỷ trọng ngành Du lịch tính trên GRDP", "tỷ đồng")),
        (SHARE, "Phủ sóng 5G tại các KCN", "Các KCN", "kcn", "phủ sóng 5G tại các KCN đạt 100%",
         ("Tỷ lệ phủ sóng 5G tại các KCN", "KCN")),
        (SHARE, "Tập huấn: trưởng thôn", "Trưởng thôn", "trưởng thôn", "tập huấn cho 90% trưởng thôn",
         ("Tỷ lệ trưởng thôn được tập huấn", "trưởng thôn")),
        (SHARE, "Nước sạch: hộ nghèo", "Hộ nghèo", "hộ", "Bảo đảm nước sạch cho 95% hộ nghèo",
         ("Tỷ lệ hộ nghèo được bảo đảm nước sạch", "hộ nghèo")),
        (SHARE, "Lấp đầy", "", "cụm", "tỷ lệ lấp đầy đạt 60%", ("Lấp đầy", "cụm")),
        (RATE, "Giường bệnh", "Dân", "giường", "30 giường bệnh/10.000 dân", ("Giường bệnh trên 10.000 dân", "giường")),
        (COUNT, "Hội nghị", "", "hội nghị", "5 hội nghị", ("Hội nghị", "hội nghị")),
    ],
)  # fmt: skip
def test_a_measure_keeps_the_words_of_the_plan(measure, name, denominator, unit, quote, expected):
    content = ProposalContent(
        ProposalKind.INDICATOR, measure, name, denominator, unit, per=10_000 if measure is RATE else 100
    )
    words = name_measure(content, quote)
    assert (words.name, words.noun) == expected


def test_a_rate_for_each_one_is_an_average():
    content = ProposalContent(ProposalKind.INDICATOR, RATE, "Hội nghị", "Các xã", "hội nghị", per=1)
    assert name_measure(content, "mỗi xã 2 hội nghị").name == "Hội nghị bình quân mỗi xã"
