"""Points of a report without content are named together, and the others are numbered anew."""

from decimal import Decimal

import pytest

from sokehoach.domain.documents.content import Block, Heading, Missing, Operand, Paragraph
from sokehoach.domain.documents.narratives import render_unit_text
from sokehoach.domain.documents.outline import Outline, OutlineSection, Sentence
from sokehoach.domain.documents.report_writer import write_report_body

POINTS = (
    OutlineSection("Nhiệm vụ", 2),
    OutlineSection("Phát triển hạ tầng", 3, narrative="NV1"),
    OutlineSection("Tuyên truyền", 3, narrative="NV2"),
    OutlineSection("Kiểm tra", 3, (Sentence("Đã thực hiện {NV3} cuộc."),)),
    OutlineSection("Đào tạo", 3, narrative="NV4"),
    OutlineSection("KIẾN NGHỊ", 1, narrative="proposals"),
)


def write(
    *sections: OutlineSection,
    owed_by: dict[str, str] | None = None,
    element_names: dict[str, str] | None = None,
    **texts: str,
) -> list[str]:
    outline = Outline("X", "Kết quả", (OutlineSection("KẾT QUẢ", 1), *sections))
    figures = {Operand("NV3"): Decimal(4)}
    blocks = write_report_body(
        outline, period="2026", figures=figures, narratives=texts, owed_by=owed_by, element_names=element_names
    )
    return [read(block) for block in blocks]


def read(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{block.number} {block.text}"
    assert isinstance(block, Paragraph)
    return "".join(f"[{run.text}]" if isinstance(run, Missing) else run.text for run in block.runs)


def test_points_without_content_are_named_in_one_sentence() -> None:
    assert write(*POINTS, NV2="Đã phát 20 bài.", proposals="Không có.") == [
        "I. KẾT QUẢ",
        "1. Nhiệm vụ",
        "a) Tuyên truyền",
        "Đã phát 20 bài.",
        "b) Kiểm tra",
        "Đã thực hiện 4 cuộc.",
        "[Chưa có nội dung báo cáo: Phát triển hạ tầng; Đào tạo.]",
        "II. KIẾN NGHỊ",
        "Không có.",
    ]


def test_a_heading_of_empty_points_alone_keeps_that_sentence() -> None:
    assert write(*POINTS[:3]) == [
        "I. KẾT QUẢ",
        "1. Nhiệm vụ",
        "[Chưa có nội dung báo cáo: Phát triển hạ tầng; Tuyên truyền.]",
    ]


def test_a_part_that_is_no_point_says_itself_that_it_is_empty() -> None:
    assert write(POINTS[0], POINTS[2], POINTS[-1], NV2="Đã phát 20 bài.")[-2:] == [
        "II. KIẾN NGHỊ",
        "[Chưa có đơn vị nào nêu nội dung này.]",
    ]


def test_a_point_with_figures_and_an_empty_text_is_its_figures() -> None:
    point = OutlineSection("Kiểm tra", 3, (Sentence("Đã thực hiện {NV3} cuộc."),), narrative="NV5")
    assert write(POINTS[0], point)[-2:] == ["a) Kiểm tra", "Đã thực hiện 4 cuộc."]


def test_the_long_name_of_an_empty_point_ends_with_a_clause() -> None:
    name = (
        "Triển khai cáp quang và hạ tầng truyền dẫn: bảo đảm đường truyền tốc độ cao cho các trạm và cho các thiết bị."
    )
    assert write(POINTS[0], OutlineSection(name, 3, narrative="NV6"))[-1] == (
        "[Chưa có nội dung báo cáo: Triển khai cáp quang và hạ tầng truyền dẫn.]"
    )


def test_a_comma_ends_no_name_of_an_empty_point() -> None:
    name = "Chỉ đạo các trường đưa nội dung phòng, chống tai nạn, thương tích vào hoạt động ngoại khóa hằng tuần"
    for end in ("", "; tổ chức ký cam kết", ".", " (mỗi tuần một buổi)"):
        assert write(POINTS[0], OutlineSection(name + end, 3, narrative="NV6"))[-1] == (
            f"[Chưa có nội dung báo cáo: {name}.]"
        )


def test_few_empty_points_say_who_owes_them() -> None:
    owed_by = {"NV1": "Sở Xây dựng", "NV2": "xã, phường"}
    assert write(*POINTS[:3], owed_by=owed_by)[-1] == (
        "[Chưa có nội dung báo cáo: Phát triển hạ tầng (Sở Xây dựng); Tuyên truyền (xã, phường).]"
    )


def test_many_empty_points_are_counted_by_who_owes_them() -> None:
    points = [OutlineSection(f"Việc thứ {number}", 3, narrative=f"V{number}") for number in range(5)]
    owed_by = {f"V{number}": "Sở Xây dựng" if number % 2 else "Công an tỉnh" for number in range(5)}
    assert write(POINTS[0], *points, owed_by=owed_by)[-1] == (
        "[Chưa có nội dung báo cáo: Công an tỉnh (3 nhiệm vụ); Sở Xây dựng (2 nhiệm vụ).]"
    )
    some_unknown = {key: owner for key, owner in owed_by.items() if key != "V0"}
    assert "Việc thứ 0; Việc thứ 1 (Sở Xây dựng)" in write(POINTS[0], *points, owed_by=some_unknown)[-1]


def test_points_of_one_name_keep_their_own_owners() -> None:
    """A duty of two groups is one point of each."""
    points = [OutlineSection("Tuyên truyền", 3, narrative=code) for code in ("A", "B")]
    owed_by = {"A": "các sở, ngành", "B": "xã, phường"}
    assert write(POINTS[0], *points, owed_by=owed_by, B="Đã phát 20 bài.")[-1] == (
        "[Chưa có nội dung báo cáo: Tuyên truyền (các sở, ngành).]"
    )
    assert write(POINTS[0], *points, owed_by=owed_by)[-1] == (
        "[Chưa có nội dung báo cáo: Tuyên truyền (các sở, ngành); Tuyên truyền (xã, phường).]"
    )


def test_a_mark_of_the_plan_ends_no_name_of_an_empty_point() -> None:
    for name in ("Triển khai việc tại mục (IV) (4.1) (4.2) và Phụ lục của Kế hoạch", "Làm việc tại mục (IV)(3.4)(a)"):
        assert write(POINTS[0], OutlineSection(f"{name}; đôn đốc.", 3, narrative="NV6"))[-1] == (
            f"[Chưa có nội dung báo cáo: {name}.]"
        )


def test_points_in_a_row_with_one_heading_print_it_once() -> None:
    points = [OutlineSection("Tuyên truyền", 3, narrative=code) for code in ("A", "B")]
    told = write(POINTS[0], *points, POINTS[3], A="Sở Y tế: Đã in tờ rơi.", B="Xã Kim Liên: Đã phát 20 bài.")
    assert told[1:] == [
        "1. Nhiệm vụ", "a) Tuyên truyền", "Sở Y tế: Đã in tờ rơi.", "Xã Kim Liên: Đã phát 20 bài.", "b) Kiểm tra",
        "Đã thực hiện 4 cuộc.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- Tổ chức 12 cuộc quán triệt.\n- Trang bị 01 tủ", "Tổ chức 12 cuộc quán triệt. Trang bị 01 tủ."),
        ("Đã làm:\n+ tập huấn;\n\n+ kiểm tra;", "Đã làm: tập huấn; kiểm tra."),
        ("1. Tập huấn\n2) Kiểm tra 2.5 ha", "Tập huấn; Kiểm tra 2.5 ha."),
        ("12 cuộc", "12 cuộc."), ("2.5 ha đã trồng!", "2.5 ha đã trồng!"), ("-5 độ", "-5 độ."),
        ("Phong trào “Sạch”", "Phong trào “Sạch”"),
    ],
)  # fmt: skip
def test_the_words_of_a_unit_are_one_paragraph_after_its_name(text: str, words: str) -> None:
    assert render_unit_text("Xã Kim Liên", text) == f"Xã Kim Liên: {words}"


def test_points_with_one_heading_that_do_not_say_whose_they_are_stay_apart() -> None:
    points = [OutlineSection("Kiểm tra", 3, (Sentence(f"Đã thực hiện {{NV{number}}} cuộc."),)) for number in (7, 3)]
    told = write(POINTS[0], *points)[2:]
    assert told[0::2] == ["a) Kiểm tra", "b) Kiểm tra"]


def test_a_missing_number_says_whose_it_is_where_another_stands_beside_it() -> None:
    sentences = ("Hai cơ quan: đã thực hiện {NV7} cuộc.", "Xã, phường: đã thực hiện {NV3} cuộc.")
    points = [OutlineSection("Kiểm tra", 3, (Sentence(text),)) for text in sentences]
    names = dict.fromkeys(("NV3", "NV7"), "Số cuộc: kiểm tra")
    assert write(POINTS[0], *points, element_names=names)[2:] == [
        "a) Kiểm tra", "[Hai cơ quan: chưa có số liệu.]", "Xã, phường: đã thực hiện 4 cuộc.",
    ]  # fmt: skip


def test_what_is_missing_below_a_heading_without_words_is_named() -> None:
    section = OutlineSection("", 2, (Sentence("Có {A} trường."),))
    assert write(section, element_names={"A": "trường đã tuyên truyền"})[-1] == (
        "[Chưa có số liệu: trường đã tuyên truyền.]"
    )
