"""Whole plans: what the reader takes from them, where it found it, and what it refuses."""

import contextlib
import re
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.plans.annexes import UnlistedTable, list_annexes
from sokehoach.domain.plans.passages import Passage, fold_passage, remember_answers
from sokehoach.domain.plans.reading import LONGEST, NotAPlanError, read_plan, to_json
from tests.domain.plans import samples

SAMPLES = [samples.COMMUNE, samples.ATTACHED, samples.SPACED]
_PAGE_NUMBER_LINE = re.compile(r"\n\s*\d{1,3}\s*\n")  # which a paragraph over two pages leaves out


def folded(text):
    return " ".join(text.split())


def assert_every_item_stands_where_it_says(text):
    reading = read_plan(text)

    def at(span):
        return folded(_PAGE_NUMBER_LINE.sub("\n", text[span.start : span.end]))

    for clause in reading.clauses:
        assert folded(text[clause.span.start : clause.span.end]) == clause.text
        assert folded(clause.text).find(clause.starts) >= 0
    for target in reading.targets:
        assert at(target.span) == target.quote
    for duty in reading.duties:
        assert at(duty.span) == duty.text
        assert at(duty.agency_span) == duty.agency
        assert duty.text.startswith(duty.starts)
    for rule in reading.reporting:
        assert rule.to is None or rule.to in at(rule.span)
    return reading


def test_it_works():
    reading = read_plan(samples.COMMUNE)
    assert [clause.path for clause in reading.clauses][:5] == ["I", "I.1", "I.2", "I.2.a", "I.2.b"]
    assert len(reading.targets) == 6
    assert [duty.agency for duty in reading.duties][:3] == [
        "Công chức Văn hóa - Xã hội",
        "Công chức Văn hóa - Xã hội",
        "Trạm Y tế xã",
    ]
    assert {rule.every for rule in reading.reporting} == {"six-month", "year"}


@pytest.mark.parametrize("text", SAMPLES)
def test_every_item_stands_where_it_says(text):
    assert_every_item_stands_where_it_says(text)


def test_every_item_of_the_real_plans_stands_where_it_says(shared):
    for plan in sorted((shared / "corpus").glob("[pu]*/*.txt")):
        assert_every_item_stands_where_it_says(plan.read_text("utf-8"))


@pytest.mark.parametrize("text", SAMPLES)
def test_nothing_is_dropped_silently(text):
    """Every word lies in the header, in a clause, at the end with the signature, or is given as unread."""
    reading = read_plan(text)
    spans = [clause.span for clause in reading.clauses] + list(reading.unread)
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    covered = set()
    for span in spans:
        covered.update(range(span.start, span.end))
    closing = text.find("Nơi nhận", max(clause.span.end for clause in reading.clauses))
    lost = "".join(
        letter for at, letter in enumerate(text[first:last], first) if at not in covered and not first <= closing <= at
    )
    assert lost.strip() == ""


def test_an_appendix_is_unread():
    (unread,) = read_plan(samples.COMMUNE).unread
    assert samples.COMMUNE[unread.start : unread.end].startswith("PHỤ LỤC")


def test_json_has_the_form_of_the_guide():
    form = to_json(read_plan(samples.COMMUNE))
    assert form["document"]["number"] == "27/KH-UBND"
    assert form["outline"][0]["path"] == "I"
    assert {"quote", "value", "unit", "bound"} <= form["targets"][0].keys()
    assert {"agency", "path", "starts"} <= form["duties"][0].keys()
    assert {"who", "to", "via", "every", "due"} <= form["reporting"][0].keys()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "không có chữ nào"),
        ("\n \n\t\n", "không có chữ nào"),
        ("Hôm nay trời đẹp.\nChúng tôi đi chợ.", "đề mục đánh số"),
        ("I. BẾP NÚC\n\n1. Sở Y tế chủ trì nấu cơm.", "tên loại văn bản"),
        ("BÁO CÁO\n\nI. KẾT QUẢ THỰC HIỆN\n\n1. Sở Y tế tổ chức khám bệnh.", "Văn bản này là BÁO CÁO"),
        ("x" * (LONGEST + 1), "quá dài"),
    ],
)
def test_what_is_no_plan_is_refused_in_vietnamese(text, sentence):
    with pytest.raises(NotAPlanError, match=sentence):
        read_plan(text)


def test_a_plan_that_names_no_agency_is_read_and_the_lack_is_told():
    reading = read_plan("KẾ HOẠCH\n\nĐi chợ\n\nI. MUA GÌ\n\n1. Rau\n\n2. Cá")
    assert [clause.path for clause in reading.clauses] == ["I", "I.1", "I.2"]
    assert reading.duties == ()
    (sentence,) = reading.missing
    assert "cơ quan nào được giao việc" in sentence


def test_a_text_with_headings_and_without_a_kind_is_read_and_both_lacks_are_told():
    reading = read_plan("I. BẾP NÚC\n\n1. Nhóm bếp\n\n2. Nấu cơm\n\nII. DỌN DẸP\n\n1. Rửa bát")
    assert len(reading.clauses) == 5
    assert "tên loại văn bản" in reading.missing[0]
    assert len(reading.missing) == 2


def test_nothing_is_missing_from_a_plan_with_title_and_duties():
    assert read_plan(samples.COMMUNE).missing == ()


BOUNDS = {
    "LONGEST": len(samples.COMMUNE),
    "MOST_LINES": samples.COMMUNE.count("\n") + 1,
    "LONGEST_LINE": 222,
    "MOST_PARAGRAPHS": 44,
    "MOST_ITEMS": 30,
}


@pytest.mark.parametrize(("bound", "size"), BOUNDS.items())
def test_a_plan_of_the_greatest_size_is_read_and_a_larger_one_refused(monkeypatch, bound, size):
    monkeypatch.setattr(f"sokehoach.domain.plans.reading.{bound}", size)
    read_plan(samples.COMMUNE)
    monkeypatch.setattr(f"sokehoach.domain.plans.reading.{bound}", size - 1)
    with pytest.raises(NotAPlanError, match="quá"):
        read_plan(samples.COMMUNE)


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_paragraph_in_one_line_may_have_the_greatest_length(monkeypatch, more, refused):
    monkeypatch.setattr("sokehoach.domain.plans.reading.LONGEST_LINE", 600)
    plan = samples.COMMUNE.replace("Trên đây", "a" * (600 + more) + "\n\nTrên đây")
    with pytest.raises(NotAPlanError, match="quá") if refused else contextlib.nullcontext():
        read_plan(plan)


def test_twice_as_many_lines_are_twice_the_work():
    assert len(read_plan(repeat_body(60)).clauses) > 13 * 60
    assert count_calls(repeat_body(60)) < 2.2 * count_calls(repeat_body(30))


def test_a_paragraph_of_twice_as_many_clauses_is_twice_the_work():
    without, short, long = (count_calls(lengthen_paragraph(times)) for times in (0, 16, 32))
    assert long - without < 2.3 * (short - without)


def test_several_passes_ask_about_the_same_words_once():
    asked: Counter[tuple[int, str]] = Counter()

    @remember_answers
    def measure_length(text: Passage) -> int:
        asked[text.span.start, text.text] += 1
        return len(text)

    whole = fold_passage("Sở Y tế chủ trì. Sở Y tế chủ trì.")
    first, again, second = whole.part(0, 16), whole.part(0, 17).part(0, 16), whole.part(17)
    assert [measure_length(text) for text in (first, again, second, whole.part(0, 0))] == [16, 16, 16, 0]
    assert asked == {(0, "Sở Y tế chủ trì."): 1, (17, "Sở Y tế chủ trì."): 1, (0, ""): 1}


def repeat_body(times: int) -> str:
    body = samples.COMMUNE[samples.COMMUNE.index("I. MỤC") : samples.COMMUNE.index("Trên đây")]
    text = samples.COMMUNE.replace(body, body * times)
    assert text.count("\n") > 50 * times
    return text


def lengthen_paragraph(times: int) -> str:
    clauses = "".join(
        f"Trạm Y tế số {at} lập danh sách, báo cáo Sở Y tế; công an xã số {at} cử người. " for at in range(times)
    )
    return samples.COMMUNE.replace("Trên đây", f"{clauses.strip()}\n\nTrên đây")


def count_calls(text: str) -> int:
    """How many functions are called to read a plan."""
    made = 0

    def count(_frame: object, event: str, _about: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_plan(text)
    finally:
        sys.setprofile(before)
    return made


# The pieces the grammar looks for, in any order; the last figure is no digit of ours.
LABELS = st.sampled_from(["I. ", "1. ", "a) ", "- ", "+ ", "KẾ HOẠCH", "Nơi nhận:", "CHỦ TỊCH", "Cơ quan chủ trì: "])
WORDS = st.sampled_from(["Sở Y tế", "giao ", "Đề nghị ", "báo cáo ", "về UBND xã", "phối hợp với ", "đạt 90%", "٣%"])
SIGNS = st.sampled_from(["(", ")", ":", "; ", ". ", "\n", "\n\n", " "])


@settings(max_examples=60)
@given(st.lists(LABELS | WORDS | SIGNS, max_size=60).map("".join))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(NotAPlanError):
        assert_every_item_stands_where_it_says(text)


def test_a_plan_made_of_articles():
    found = read_plan(
        "KẾ HOẠCH PHỐI HỢP\n\nGiữ rừng\n\nChương I\nCHUNG\n\nĐiều 1. Mục đích\n1. Giữ rừng.\n\n"
        "Chương II\nNỘI DUNG PHỐI HỢP\n\nĐiều 2. Trách nhiệm của Hạt Kiểm lâm\n1. Tuần tra.\n2. Lập chốt.\n\n"
        "Điều 3. Trách nhiệm của các thôn\n1. Báo tin cháy.\n"
    )
    assert [clause.path for clause in found.clauses][:4] == [
        "Chương I", "Chương I.Điều 1", "Chương I.Điều 1.1", "Chương II",
    ]  # fmt: skip
    assert [(duty.agency, duty.text) for duty in found.duties] == [
        ("Hạt Kiểm lâm", "Tuần tra."),
        ("Hạt Kiểm lâm", "Lập chốt."),
        ("các thôn", "Báo tin cháy."),
    ]


def test_the_articles_of_a_decision_are_no_clauses():
    found = read_plan(
        "QUYẾT ĐỊNH\n\nPhê duyệt Kế hoạch giữ rừng\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Phê duyệt Kế hoạch giữ rừng:\n\n"
        "I. MỤC TIÊU\n\n100% thôn có tổ tuần tra.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Hạt Kiểm lâm tuần tra.\n\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n\nĐiều 3. Chánh Văn phòng thi hành.\n"
    )
    assert [clause.path for clause in found.clauses] == ["I", "II", "II.1"]


def test_roman_numbers_in_an_appendix_do_not_begin_the_body():
    found = read_plan(
        "KẾ HOẠCH\n\nGiữ rừng\n\n1. Mục đích\n\nGiữ rừng.\n\n2. Tổ chức thực hiện\n\nHạt Kiểm lâm tuần tra.\n\n"
        "Nơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\n\nI. CÁC THÔN\n\n1. Thôn Bãi Sậy\n"
    )
    assert [clause.path for clause in found.clauses] == ["1", "2"]


LONG = st.tuples(st.lists(LABELS | WORDS | SIGNS, min_size=1, max_size=5).map("".join), st.integers(200, 2_000))


@settings(max_examples=25, deadline=20_000)
@given(LONG, st.sampled_from(["top", "body", "end"]))
def test_long_lines_of_anything_are_read_or_refused(unit, place):
    """A rule whose work grows with the square of a line's length would hang here."""
    long = (unit[0] + " ") * unit[1]
    body = "KẾ HOẠCH\n\nThử\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế khám bệnh.\n"
    text = {"top": f"{long}\n{body}", "body": f"{body}\n2. {long}\n", "end": f"{body}Nơi nhận:\n{long}"}[place]
    with contextlib.suppress(NotAPlanError):
        read_plan(text)


def test_a_table_of_tasks_in_an_appendix_is_told_with_its_rows():
    cells = ["PHỤ LỤC", "DANH MỤC VIỆC", "TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]
    cells += ["1", "Mở lớp dạy bơi", "Sở Y tế", "Quý II", "2", "Khảo sát các bến đò", "Sở Xây dựng", "Quý III"]
    text = samples.COMMUNE + "\n\n" + "\n\n".join(cells)
    reading = read_plan(text)
    assert [row.lead for table in reading.appendix for row in table.rows] == ["Sở Y tế", "Sở Xây dựng"]
    assert reading.missing == ()
    body_end = max(clause.span.end for clause in reading.clauses)
    assert list_annexes(text, body_end) == (UnlistedTable("PHỤ LỤC DANH MỤC VIỆC", 2),)
