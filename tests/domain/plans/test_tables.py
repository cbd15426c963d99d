"""Tables that share out tasks, in the forms in which conversions leave them."""

import pytest

from sokehoach.domain.plans.passages import fold_passage
from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.plans.stacked_tables import parse_stacked_rows
from sokehoach.domain.plans.table_columns import find_columns
from tests.domain.plans.plain import reading

HEADS = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")
ROWS = (
    ("1", "Rà soát văn bản về nước sạch", "Phòng Tư pháp", "Các phòng, ban", "Quý II/2026"),
    ("2", "Lắp đồng hồ nước ở các thôn", "Phòng Kinh tế", "Hội Nông dân; Đoàn Thanh niên", "Thường xuyên"),
)


def ruled(*rows):
    return ["| " + " | ".join(row) + " |" for row in rows]


def test_it_works():
    lines = ruled(HEADS, ("---",) * 5, ("I", "Việc chung", "", "", ""), *ROWS)
    found = reading("II. NHIỆM VỤ", "\n".join(lines)).duties[:2]
    assert [(duty.agency, duty.text) for duty in found] == [
        ("Phòng Tư pháp", "Rà soát văn bản về nước sạch"),
        ("Phòng Kinh tế", "Lắp đồng hồ nước ở các thôn"),
    ]
    assert found[1].coordinating == ("Hội Nông dân", "Đoàn Thanh niên")
    assert found[0].due_text == "Quý II/2026"


def test_numbered_rows_are_clauses_below_the_heading_of_the_table():
    found = reading("II. NHIỆM VỤ", "\n".join(ruled(HEADS, ("I.", "Việc chung", "", "", ""), *ROWS)))
    assert [clause.path for clause in found.clauses] == ["II", "II.I", "II.I.1", "II.I.2", "X", "X.1"]
    assert found.clauses[2].starts == "Rà soát văn bản về nước sạch"
    assert [duty.path for duty in found.duties[:2]] == ["II.I.1", "II.I.2"]


@pytest.mark.parametrize(("numbers", "paths"), [(("1", "2"), ["1", "2"]), (("", ""), [])])
def test_a_plan_that_is_one_table_is_read_with_numbers_or_without(numbers, paths):
    rows = [(number, *row[1:]) for number, row in zip(numbers, ROWS, strict=True)]
    lines = ["UBND HUYỆN A", "KẾ HOẠCH", "Nước sạch năm 2026", "", *ruled(HEADS, *rows), "", "Nơi nhận:", "- Như trên;"]
    found = read_plan("\n".join(lines))
    assert [clause.path for clause in found.clauses] == paths
    assert [(duty.agency, duty.due_text) for duty in found.duties] == [
        ("Phòng Tư pháp", "Quý II/2026"),
        ("Phòng Kinh tế", "Thường xuyên"),
    ]


def test_cells_may_be_parted_by_tabs():
    found = reading("II. NHIỆM VỤ", "\n".join("\t".join(row) for row in (HEADS, *ROWS))).duties
    assert [duty.agency for duty in found[:2]] == ["Phòng Tư pháp", "Phòng Kinh tế"]


def test_cells_may_stand_as_paragraphs():
    cells = [cell for row in (HEADS, *ROWS) for cell in row]
    found = reading("II. NHIỆM VỤ", *cells, "Các việc khác làm theo kế hoạch riêng.")
    assert [(duty.agency, duty.due_text) for duty in found.duties[:2]] == [
        ("Phòng Tư pháp", "Quý II/2026"),
        ("Phòng Kinh tế", "Thường xuyên"),
    ]
    assert [clause.path for clause in found.clauses] == ["II", "II.1", "II.2", "X", "X.1"]


def test_a_lead_merged_with_the_cell_above_holds_on():
    rows = ruled(HEADS, ROWS[0], ("2", "Niêm yết giá nước", "", "", "Tháng 6/2026"))
    found = reading("II. NHIỆM VỤ", "\n".join(rows)).duties
    assert [duty.agency for duty in found[:2]] == ["Phòng Tư pháp", "Phòng Tư pháp"]


@pytest.mark.parametrize("broken", [False, True])
def test_tables_of_an_appendix_are_given_as_they_are(broken):
    rows = "\n\n".join(cell for row in (HEADS, *ROWS) for cell in row) if broken else "\n".join(ruled(HEADS, *ROWS))
    found = read_plan(
        "KẾ HOẠCH\n\nCấp nước\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế theo dõi.\n\n2. Công an tỉnh kiểm tra.\n\n"
        f"Nơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\nLò Thị Mận\n\nPHỤ LỤC\n\nPHÂN CÔNG CẤP NƯỚC\n\n{rows}\n"
    )
    (appendix,) = found.appendix
    assert appendix.title == "PHỤ LỤC PHÂN CÔNG CẤP NƯỚC"
    first, second = appendix.rows
    assert (first.label, first.task, first.lead, first.deadline) == ("1", ROWS[0][1], ROWS[0][2], ROWS[0][4])
    assert second.coordinating == ("Hội Nông dân", "Đoàn Thanh niên")
    assert all(duty.agency != "Phòng Tư pháp" for duty in found.duties)


def test_a_broken_row_without_some_cell_is_put_by_what_its_cells_are():
    cells = [
        *HEADS,
        "1",
        "Rà soát văn bản",
        "Phòng Tư pháp",
        "Tháng 5/2026",
        "2",
        "Lắp đồng hồ",
        "Phòng Kinh tế",
    ]
    found = reading("II. NHIỆM VỤ", *cells).duties
    assert [(duty.agency, duty.coordinating, duty.due_text) for duty in found[:2]] == [
        ("Phòng Tư pháp", (), "Tháng 5/2026"),
        ("Phòng Kinh tế", (), None),
    ]


@pytest.mark.parametrize(
    "heads",
    [("STT", "Địa điểm", "Tọa độ"), ("TT", "Nội dung", "Kinh phí"), ("Sở Y tế chủ trì việc này", "Hết")],
)
def test_other_tables_share_out_nothing(heads):
    assert find_columns([fold_passage(head) for head in heads]) is None


def test_a_dash_below_the_title_of_a_group_ends_the_table():
    cells = [cell for row in (HEADS, ROWS[0]) for cell in row]
    found = reading("II. NHIỆM VỤ", *cells, "II. Việc khác của năm", "- Ghi chú chung").duties
    assert [duty.text for duty in found if duty.agency != "Ban Thử nghiệm"] == ["Rà soát văn bản về nước sạch"]


def test_the_decision_behind_the_name_of_a_board_is_no_part_of_it():
    heads, row = "TT\tNội dung công việc\tĐơn vị chủ trì\tThời hạn", "1\tChấm sách đẹp\t{}\t30/6/2027"
    for name in ("Hội đồng chấm sách (QĐ 7/QĐ-TV)", "Hội đồng chấm sách (theo Quyết định số 7/QĐ-TV)"):
        found = reading("II. NỘI DUNG THỰC HIỆN", heads, row.format(name)).duties
        assert [duty.agency for duty in found if duty.agency != "Ban Thử nghiệm"] == ["Hội đồng chấm sách"]


def test_a_numbered_row_that_orders_a_report_gives_its_rule():
    row = ("1", "Tổng hợp kết quả, báo cáo Ủy ban nhân dân xã trước ngày 20 hằng tháng", "Phòng Kinh tế", "", "")
    (rule,) = reading("II. NHIỆM VỤ", "\n".join(ruled(HEADS, row, *ROWS))).reporting
    assert (rule.who, rule.to, rule.every) == ("Phòng Kinh tế", "Ủy ban nhân dân xã", "month")


def test_a_row_whose_first_line_is_empty_is_read():
    heads = "\t".join(HEADS)
    found = reading("II. NHIỆM VỤ", f"{heads}\n\t\n1\tĐọc sách\tSở Y tế\tCác thôn\tQuý II")
    assert [clause.path for clause in found.clauses][:1] == ["II"]


@pytest.mark.parametrize("closing", ["Nơi nhận", "TM. ỦY BAN NHÂN DÂN", "Tổng cộng", "Ghi chú"])
def test_what_closes_a_table_of_paragraphs_is_no_cell_of_its_last_row(closing):
    cells = [*HEADS, *ROWS[0], *ROWS[1][:4]]
    rows = parse_stacked_rows("\n\n".join([*cells, closing, "Trên đây là phân công."]))
    assert [[cell.text for cell in row.cells] for row in rows] == [list(HEADS), list(ROWS[0]), [*ROWS[1][:4], ""]]
