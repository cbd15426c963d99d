import pytest

from sokehoach.domain.plans.numbering import MarkerKind, Trail, find_marker, is_next_marker


@pytest.mark.parametrize(
    ("line", "kind", "label"),
    [
        ("Phần II. NHIỆM VỤ", MarkerKind.PART, "Phần II"),
        ("PHẦN THỨ HAI", MarkerKind.PART, "PHẦN THỨ HAI"),
        ("Chương I", MarkerKind.CHAPTER, "Chương I"),
        ("A. QUAN ĐIỂM", MarkerKind.UPPER, "A"),
        ("IV. TỔ CHỨC THỰC HIỆN", MarkerKind.ROMAN, "IV"),
        ("12. Sở Y tế", MarkerKind.ARABIC, "12"),
        ("1.Mục đích", MarkerKind.ARABIC, "1"),
        ("3.1. Mục tiêu", MarkerKind.DOTTED, "3.1"),
        ("2.1.a. Thành lập", MarkerKind.DOTTED, "2.1.a"),
        ("đ) Việc năm", MarkerKind.LETTER, "đ"),
        ("(3) Ít nhất 80%", MarkerKind.BRACKET, "3"),
        ("- Việc nhỏ", MarkerKind.BULLET, "-"),
        ("+ Việc nhỏ nữa", MarkerKind.BULLET, "+"),
        ("## I. MỤC ĐÍCH", MarkerKind.ROMAN, "I"),
        ("I- MỤC ĐÍCH", MarkerKind.ROMAN, "I"),
        ("1- Mục đích", MarkerKind.ARABIC, "1"),
        ("1) Mục đích", MarkerKind.ARABIC, "1"),
        ("1/ Mục đích", MarkerKind.ARABIC, "1"),
        ("1.1- Rà soát", MarkerKind.DOTTED, "1.1"),
        ("a/ Việc đầu", MarkerKind.LETTER, "a"),
        ("a. Việc đầu", MarkerKind.LETTER, "a"),
        ("a.1. Việc đầu", MarkerKind.SUBLETTER, "a.1"),
        ("A - QUAN ĐIỂM", MarkerKind.UPPER, "A"),
        ("Mục 2. Phối hợp", MarkerKind.SECTION, "Mục 2"),
        ("Điều 3. Phối hợp", MarkerKind.ARTICLE, "Điều 3"),
        ("• Việc nhỏ", MarkerKind.BULLET, "•"),
        ("– Việc nhỏ", MarkerKind.BULLET, "–"),
        ("· Việc nhỏ", MarkerKind.BULLET, "·"),
    ],
)
def test_it_works(line, kind, label):
    marker = find_marker(line)
    assert marker is not None
    assert (marker.kind, marker.label) == (kind, label)


@pytest.mark.parametrize(
    "line",
    [
        "2025. UBND tỉnh",
        "100% số xã",
        "178) và tăng",
        "2,1 con",
        "Sở Y tế",
        "01/7/2025",
        "1.200 cây",
        "Điều 40 Luật",
    ],
)
def test_numbers_in_running_text_are_no_markers(line):
    assert find_marker(line) is None


def test_a_path_joins_the_printed_labels():
    trail = Trail()
    lines = [
        "A. X",
        "I. X",
        "1. X",
        "a) X",
        "b) X",
        "2. X",
        "2.1. X",
        "a) X",
        "2.2. X",
        "(1) X",
        "II. X",
        "3. X",
    ]
    paths = [trail.enter(marker) for line in lines if (marker := find_marker(line))]
    assert paths == [
        *("A", "A.I", "A.I.1", "A.I.1.a", "A.I.1.b", "A.I.2", "A.I.2.1", "A.I.2.1.a", "A.I.2.2", "A.I.2.2.1"),
        *("A.II", "A.II.3"),
    ]


def test_letters_follow_in_the_vietnamese_order():
    d, dd, e, g = (find_marker(f"{letter}) x") for letter in "dđeg")
    assert is_next_marker(d, dd)
    assert is_next_marker(e, g)
    assert not is_next_marker(g, d)


def paths(*lines):
    trail = Trail()
    return [trail.enter(marker) for line in lines if (marker := find_marker(line))]


def test_letters_may_stand_below_roman_numbers():
    assert paths("I. X", "A. X", "1. X", "B. X", "II. X") == ["I", "I.A", "I.A.1", "I.B", "II"]


def test_brackets_may_stand_above_letters():
    assert paths("1. X", "(1) X", "a) X", "(2) X") == ["1", "1.1", "1.1.a", "1.2"]
    assert paths("1. X", "a) X", "(1) X", "b) X") == ["1", "1.a", "1.a.1", "1.b"]


def test_a_number_with_a_bracket_counts_below_one_with_a_dot():
    assert paths("1. X", "1) X", "2) X", "2. X") == ["1", "1.1", "1.2", "2"]


def test_where_all_have_brackets_they_are_one_row():
    assert paths("I. X", "1) X", "2) X") == ["I", "I.1", "I.2"]


def test_a_number_replaces_the_one_it_extends():
    assert paths("Chương I", "Điều 1. X", "1. X", "a) X", "a.1. X", "Điều 2. X") == [
        "Chương I", "Chương I.Điều 1", "Chương I.Điều 1.1", "Chương I.Điều 1.1.a", "Chương I.Điều 1.1.a.1",
        "Chương I.Điều 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"), [("I. X", "II. X"), ("A. X", "B. X"), ("(a) X", "(b) X"), ("1.9. X", "1.10. X")]
)
def test_series_of_every_kind_go_on(before, after):
    assert is_next_marker(find_marker(before), find_marker(after))
    assert not is_next_marker(find_marker(after), find_marker(before))


def test_numbers_of_another_stem_do_not_go_on():
    assert not is_next_marker(find_marker("1.2. X"), find_marker("2.3. X"))


def test_two_numbers_below_a_heading_in_capitals_are_its_own_or_those_of_its_items():
    """«2.1» is of «2. NHIỆM VỤ», but of «1. Tăng cường» where that stands between."""
    trail = Trail()

    def enter(line, *, capitals=False):
        marker = find_marker(line)
        trail.raise_capitals(marker, capitals=capitals)
        return trail.enter(marker, capitals=capitals)

    steps = [("1. MỤC TIÊU", True), ("1. X", False), ("1.1. X", False), ("2. NHIỆM VỤ", True), ("2.1. X", False)]
    assert [enter(line, capitals=capitals) for line, capitals in steps] == ["1", "1.1", "1.1.1", "2", "2.1"]
