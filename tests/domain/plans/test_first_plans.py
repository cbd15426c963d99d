"""The plans that the product comes with are read as here, so that no change of the reader passes unseen."""

from pathlib import Path

import pytest

import sokehoach
from sokehoach.domain.plans.reading import Reading, read_plan

FOLDER = Path(sokehoach.__file__).parent / "programmes"
TUAN_GIAO = """\
duty IV.1 Từng ngành
duty VI.1 Phòng Lao động - TB&XH
duty VI.1 Phòng Lao động - TB&XH
duty VI.2 Công an huyện
duty VI.2 Công an huyện
duty VI.2 Công an huyện
duty VI.3 Trung tâm Y tế huyện
duty VI.3 Trung tâm Y tế huyện
duty VI.3 Trung tâm Y tế huyện
duty VI.4 Phòng Kế hoạch - Tài chính
duty VI.5 Phòng Văn hóa - Thông tin
duty VI.5 Phòng Văn hóa - Thông tin
duty VI.5 Phòng Văn hóa - Thông tin
duty VI.6 Phòng Giáo dục - Đào tạo
duty VI.7 Trung tâm Văn hóa - Truyền thanh truyền hình
duty VI.8 Ủy ban Mặt trận Tổ quốc huyện và các đoàn thể huyện
duty VI.9 Các thành viên Ban chỉ đạo phòng, chống HIV/AIDS và phòng chống ma túy, mại dâm huyện Tuần Giáo
duty VI.10 UBND các xã, thị trấn
duty VI.10 UBND các xã, thị trấn
duty VI.10 UBND các xã, thị trấn
duty VI.10 Ủy ban MTTQ huyện, các phòng, ban, ngành, đoàn thể và UBND các xã, thị trấn
tasks II.1 II.2 III.1 III.2 III.3 III.4 IV.1 IV.2 IV.3 IV.4 IV.5
target II.2 = 100 %
target II.2 = 100 %
target II.2 = 100 %
target II.2 = 100 %
report VI.1 ad-hoc: Phòng Lao động - TB&XH > Sở Lao động - TB&XH, UBND huyện
report VI.2 ad-hoc: Công an huyện > UBND huyện
report VI.10 six-month: Ủy ban MTTQ huyện, các phòng, ban, ngành, đoàn thể và UBND các xã, thị trấn > UBND huyện
report VI.10 year: Ủy ban MTTQ huyện, các phòng, ban, ngành, đoàn thể và UBND các xã, thị trấn > UBND huyện
"""
DRUGS = """\
duty V.1 Công an tỉnh
duty V.1 Công an tỉnh
duty V.2 Sở Y tế
duty V.3 Sở Giáo dục và Đào tạo
duty V.4 Sở Văn hóa, Thể thao và Du lịch
duty V.5 Sở Tài chính
duty V.6 Ban Chỉ huy Bộ đội Biên phòng tỉnh
duty V.7 Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh
duty V.8 UBND các xã, phường, đặc khu
duty V.8 Các sở, ban, ngành tỉnh và UBND các xã, phường, đặc khu
tasks III.2 III.3 III.4
target II.1 >= 30 %
target II.1 = 5 %
target II.2 = 100 %
target II.3 > 70 %
target II.3 > 80 %
target II.3 = 100 %
report V.1 ad-hoc: Công an tỉnh > Bộ Công an
report V.8 year: chung > Ủy ban nhân dân tỉnh
"""
DIGITAL = """\
duty III.1 Xã, phường, đặc khu
duty V.1 Sở Khoa học và Công nghệ
duty V.2 Trung tâm Phục vụ hành chính công tỉnh
duty V.3 Sở Y tế
duty V.4 Sở Giáo dục và Đào tạo
duty V.5 Sở Tài chính
duty V.6 UBND các xã, phường, đặc khu
duty V.6 Các sở, ngành và UBND các xã, phường, đặc khu
tasks II.2 III.3
target II.1 >= 70 %
target II.1 >= 60 %
target II.2 = 100 %
target II.3 >= 50 %
report V.6 quarter: chung > Ủy ban nhân dân tỉnh
report V.6 year: chung > Ủy ban nhân dân tỉnh
"""
PLANS = {
    "tuan_giao_2021": TUAN_GIAO,
    "ma_tuy_quang_ngai_2026": DRUGS,
    "chuyen_doi_so_quang_ngai_2026": DIGITAL,
}


def print_reading(reading: Reading) -> list[str]:
    return [
        *(f"duty {duty.path} {duty.agency}" for duty in reading.duties),
        " ".join(["tasks", *(task.path for task in reading.tasks)]),
        *(f"target {target.path} {target.bound} {target.value} {target.unit}" for target in reading.targets),
        *(f"report {rule.path} {rule.every}: {rule.who} > {rule.to}" for rule in reading.reporting),
    ]


@pytest.mark.parametrize("programme", PLANS)
def test_a_plan_of_the_product_is_read_as_before(programme: str) -> None:
    text = (FOLDER / programme / "sample_plan.txt").read_text("utf-8")
    assert print_reading(read_plan(text)) == PLANS[programme].splitlines()


def test_every_plan_of_the_product_is_among_them() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/sample_plan.txt")} == PLANS.keys()
