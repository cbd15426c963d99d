"""Which parts of a sentence go with their zeros, and what stays of it."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.outline import list_operands, parse_template
from sokehoach.domain.documents.zero_parts import drop_zero_parts
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def _write(template: str, *values: int | None) -> str:
    """The sentence with its values in the order of its figures; None is a gap."""
    operands = tuple(dict.fromkeys(list_operands(template)))
    figures: dict[Operand, Value] = {
        operand: Gap.NOT_REPORTED if value is None else Decimal(value)
        for operand, value in zip(operands, values, strict=True)
    }
    text, dropped = drop_zero_parts(template, lambda operand: figures[operand])
    assert set(list_operands(text)) | set(dropped) == set(operands)
    assert all(figures[operand] == 0 for operand in dropped)
    return re.sub(r"\{([^{} ]+)\}", lambda match: _print(figures[list_operands(match[0])[0]]), text)


def _print(value: Value) -> str:
    return "?" if isinstance(value, Gap) else str(value)


SESSIONS = (
    "Cấp xã đã tổ chức {A} cuộc tuyên truyền trực tiếp ({A so cùng kỳ}), trong đó {A:kind=joint} cuộc lồng ghép với "
    "chương trình khác, thu hút {B} lượt người, trong đó có {B:sex=female} lượt nữ."
)


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        (SESSIONS, (5, 0, 0, 0), "Cấp xã đã tổ chức 5 cuộc tuyên truyền trực tiếp ({A so cùng kỳ})."),
        (
            SESSIONS,
            (5, 2, 90, 0),
            SESSIONS.replace("{A}", "5").replace("{A:kind=joint}", "2").replace("{B}", "90").split(", trong đó có")[0]
            + ".",
        ),
        ("Trồng {A} ha rừng ({B} ha keo, {C} ha quế) với {D} hộ.", (7, 0, 7, 0), "Trồng 7 ha rừng (7 ha quế)."),
        ("Trồng {A} ha rừng ({B} ha keo, {C} ha quế).", (7, 0, 0), "Trồng 7 ha rừng."),
        ("Bàn giao {A} nhà và {B} chuồng trại cho {C} hộ.", (0, 6, 4), "Bàn giao 6 chuồng trại cho 4 hộ."),
        ("Phát hiện {A} vụ, {B} người vi phạm về đất đai.", (3, 0), "Phát hiện 3 vụ về đất đai."),
        ("Nội dung gồm phòng cháy ({A} buổi), sơ cứu ({B} buổi).", (0, 4), "Nội dung gồm sơ cứu (4 buổi)."),
        ("Số hộ được vay là hộ nghèo: {A}; hộ cận nghèo: {B}.", (0, 8), "Số hộ được vay là hộ cận nghèo: 8."),
        (
            "Trong {A} thôn có trạm[, gồm |{B} thôn vùng cao|{C} thôn vùng thấp], {D} thôn đạt chuẩn.",
            (9, 0, 0, 4),
            "Trong 9 thôn có trạm, 4 thôn đạt chuẩn.",
        ),
    ],
)
def test_zeros_go_with_the_words_that_join_them(template: str, values: tuple[int, ...], text: str) -> None:
    assert _write(template, *values) == text


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        (
            "Đội thủy lợi đã nạo vét {A} km kênh; sửa chữa {B} cống.",
            (0, 3),
            "Đội thủy lợi đã sửa chữa 3 cống.",
        ),
        ("Ban chỉ đạo đã họp {A} cuộc, kiện toàn {B} lần.", (0, 1), "Ban chỉ đạo đã kiện toàn 1 lần."),
        ("Trên địa bàn có {A} lớp học; {B} trường đạt chuẩn.", (0, 2), "Trên địa bàn có 2 trường đạt chuẩn."),
        ("Cấp xã mở {A} lớp; trạm y tế khám {B} lượt người.", (0, 40), "Trạm y tế khám 40 lượt người."),
        ("Kinh phí được giao là {A} triệu đồng; đã chi {B} triệu đồng.", (0, 5), "Kinh phí đã chi 5 triệu đồng."),
        ("Dịch vụ: tư vấn {A} lượt[, |khám bệnh {B} lượt|vay vốn {C} hộ].", (0, 0, 2), "Dịch vụ: vay vốn 2 hộ."),
        ("Thu {A} tấn rác; riêng tháng cuối {B} tấn.", (0, 2), "Riêng tháng cuối 2 tấn."),
    ],
)
def test_who_has_done_the_first_thing_has_done_the_next(template: str, values: tuple[int, ...], text: str) -> None:
    assert _write(template, *values) == text


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("Mở {A} lớp, với {B} học viên.", (0, 50)),  # what another part rests on
        ("Mở {A} lớp[, trong đó |{A:kind=night} lớp buổi tối].", (0, 2)),
        ("Trong {A} thôn có trạm, {B} thôn đạt chuẩn.", (9, 0)),  # of which the next tells
        ("Có {A} trong {B} thôn đạt chuẩn.", (0, 9)),
        ("Mở {A} lớp ({A so cùng kỳ}); phạt {B} người.", (0, 2)),  # a comparison is no zero
        ("Mở {A} lớp; khám {B} lượt.", (0, 0)),
        ("Mở {A} lớp, khám {B} lượt.", (0, None)),  # nor is a gap a number
        ("Mở {A} lớp ({B} lớp đêm, {C} lớp ngày).", (3, 0, None)),
    ],
)
def test_what_is_needed_stays(template: str, values: tuple[int | None, ...]) -> None:
    expected = re.sub(r"\{[A-Z](?::[^{} ]+)?\}", "#", template)
    assert re.sub(r"(?<!\w)(?:\d+|\?)(?!\w)", "#", _write(template, *values)) == expected


_SUBJECTS = st.sampled_from(
    ("", "Công an xã ", "Trạm y tế đã ", "Ban quản lý đang ", "Các thôn, bản ", "Trong kỳ, xã ")
)
_VERBS = ("rà soát địa bàn", "tổ chức họp thôn, bản", "hướng dẫn", "kiểm tra, giám sát", "hỗ trợ vay vốn cho")
_PARTS = (
    "{verb} {{{code}}} lượt",
    "{verb} {{{code}}} cơ sở ({{{code}b}} lớn, {{{code}c}} nhỏ)",
    "{verb} {{{code}}} cuộc với {{{code}b}} người",
    "{verb} {{{code}}} cuộc, trong đó {{{code}b}} cuộc đột xuất",
    "{verb} {{{code}}} hộ[, gồm |{{{code}b}} hộ nghèo|{{{code}c}} hộ cận nghèo]",
    "{verb} {{{code}}} tin, bài và {{{code}b}} tờ rơi, áp phích",
    "{{{code}}} thôn, bản được tuyên truyền",
)


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    count = draw(st.integers(1, 5))
    parts = [
        draw(st.sampled_from(_PARTS)).format(verb=draw(st.sampled_from(_VERBS)), code=f"A{place}")
        for place in range(count)
    ]
    text = parts[0]
    for part in parts[1:]:
        text += draw(st.sampled_from(("; ", ", "))) + part
    text = draw(_SUBJECTS) + text + "."
    return text[0].upper() + text[1:]


@given(_sentences(), st.data())
def test_numbers_and_gaps_stay_and_the_sentence_is_whole(template: str, data: st.DataObject) -> None:
    values: dict[Operand, Value] = {
        operand: data.draw(st.sampled_from((Decimal(0), Decimal(0), Decimal(7), Gap.NOT_REPORTED)))
        for operand in list_operands(template)
    }
    text, dropped = drop_zero_parts(template, values.__getitem__)
    parse_template(text)
    assert set(list_operands(text)) == values.keys() - set(dropped)
    assert all(values[operand] == 0 for operand in dropped)
    assert text.endswith(".")
    assert text[0].isupper() or text[0] == "{"
    assert not re.search(r"[,;:(] ?[,;.)]|\(\)| {2}|(?:với|và|trong đó|gồm|cho) ?[.,;]|^[,;. ]", text)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=6).filter(any), _SUBJECTS)
def test_of_clauses_that_stand_alone_no_zero_is_printed(numbers: list[int], subject: str) -> None:
    clauses = [f"{_VERBS[place % 5]} {{A{place}}} lượt" for place in range(len(numbers))]
    template = subject + "; ".join(clauses) + "."
    values = {Operand(f"A{place}"): Decimal(number) for place, number in enumerate(numbers)}
    text, _dropped = drop_zero_parts(template[0].upper() + template[1:], values.__getitem__)
    told = [clause for clause, number in zip(clauses, numbers, strict=True) if number]
    expected = subject + "; ".join(told) + "."
    assert text == expected[0].upper() + expected[1:]
