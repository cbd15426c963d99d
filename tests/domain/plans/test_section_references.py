"""References of a duty to other sections of its plan, and who leads the work there."""

import pytest

from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.plans.section_references import find_section_references

PATHS = {"III", "III.1", "III.2", "III.2.a", "IV", "IV.1", "IV.2", "IV.4", "IV.4.1", "IV.4.2", "V", "V.1"}


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("Chủ trì các nhiệm vụ tại mục (IV) (1) của Kế hoạch.", [("IV.1",)]),
        ("Triển khai nhiệm vụ tại mục IV.2.", [("IV.2",)]),
        ("Triển khai nhiệm vụ tại mục (IV) (4.1) (4.2) và Phụ lục", [("IV.4.1", "IV.4.2")]),
        ("Thực hiện các nội dung tại mục IV, V", [("IV", "V")]),
        ("Thực hiện nhiệm vụ tại điểm a khoản 2 mục III", [("III.2.a",)]),
        ("Thực hiện nhiệm vụ tại khoản 1 Mục V Kế hoạch này", [("V.1",)]),
        ("Thực hiện nhiệm vụ nêu tại mục 1, 2 phần III", [("III.1", "III.2")]),
        ("Thực hiện nhiệm vụ (trọng tâm các nhiệm vụ tại mục III)", [("III",)]),
        ("Thực hiện nhiệm vụ tại mục (VIII) (9)", [()]),
        ("Thực hiện nhiệm vụ tại mục 1, Phần III Công văn số 7886/HD-BNV", []),
        ("Thực hiện nhiệm vụ tại khoản 1 Điều 4 Luật Quản lý tài sản công", []),
        ("Báo cáo theo mẫu tại mục III", []),
    ],
)
def test_a_reference_names_sections_of_its_own_plan(text, paths):
    assert [reference.paths for reference in find_section_references(text, "VI.3", PATHS)] == paths


def test_a_number_alone_is_looked_for_in_the_part_of_the_reference():
    [reference] = find_section_references("Thực hiện nhiệm vụ tại khoản 1", "III.2", PATHS)
    assert reference.paths == ("III.1",)


def build_plan(*duties: str) -> str:
    assignments = "\n\n".join(duties)
    return f"""ỦY BAN NHÂN DÂN TỈNH LÀO CAI

Số: 12/KH-UBND

KẾ HOẠCH
Phát triển du lịch năm 2026

I. CĂN CỨ

Luật Du lịch năm 2017.

II. LĨNH VỰC TRỌNG ĐIỂM

1. Du lịch cộng đồng

Du lịch cộng đồng là một trụ cột của kinh tế nông thôn.

Trọng tâm:

a) Xây dựng bộ tiêu chí làng du lịch.

b) Tổ chức tập huấn cho chủ nhà nghỉ.

c) Triển khai các nền tảng:

- Nền tảng đặt phòng;

- Nền tảng bản đồ số.

2. Du lịch mạo hiểm

a) Rà soát các tuyến leo núi.

b) Ban hành quy chế cứu hộ.

c) Đa dạng hóa tour tuyến.

III. TỔ CHỨC THỰC HIỆN

{assignments}
"""


SPORT = "1. Sở Văn hóa, Thể thao và Du lịch\n\nChủ trì triển khai các nhiệm vụ tại mục (II) (1) của Kế hoạch."
POLICE = "2. Công an tỉnh\n\nTriển khai các nhiệm vụ tại mục (II) (2) của Kế hoạch."


def test_the_points_of_a_section_get_the_agency_that_is_sent_to_it():
    reading = read_plan(build_plan(SPORT, POLICE))
    leads = {(task.path, task.text): task.lead for task in reading.tasks}
    assert leads == {
        ("II.1.a", "Xây dựng bộ tiêu chí làng du lịch."): "Sở Văn hóa, Thể thao và Du lịch",
        ("II.1.b", "Tổ chức tập huấn cho chủ nhà nghỉ."): "Sở Văn hóa, Thể thao và Du lịch",
        ("II.1.c", "Triển khai các nền tảng:"): "Sở Văn hóa, Thể thao và Du lịch",
        ("II.2.a", "Rà soát các tuyến leo núi."): "Công an tỉnh",
        ("II.2.b", "Ban hành quy chế cứu hộ."): "Công an tỉnh",
        ("II.2.c", "Đa dạng hóa tour tuyến."): "Công an tỉnh",
    }
    assert not any(doubt for duty in reading.duties for doubt in duty.doubts)
    assert {task.likelihood for task in reading.tasks} == {0.8, 0.6}, "their heading does not say that it is work"


@pytest.mark.parametrize(
    ("duties", "doubt"),
    [
        ((POLICE.replace("(II) (2)", "(II) (7)"),), "không tìm thấy mục ấy"),
        ((POLICE.replace("(II) (2)", "(I)"),), "không đọc được việc nào"),
        ((SPORT, POLICE.replace("(2) của", "(1) của")), "nơi nhiều cơ quan được giao"),
        (("1. Các sở, ban, ngành\n\nTriển khai các nhiệm vụ tại mục (II) (2).",), "giao cho nhiều cơ quan"),
    ],
)
def test_a_reference_that_gives_nobody_the_work_is_shown(duties, doubt):
    reading = read_plan(build_plan(*duties))
    assert any(doubt in str(line) for duty in reading.duties for line in duty.doubts)
    assert not any(task.lead for task in reading.tasks)
