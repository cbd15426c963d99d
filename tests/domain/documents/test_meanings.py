"""A report never prints two numbers for one thing without saying whose they are."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.documents.content import Block, Operand, Paragraph, Text
from sokehoach.domain.documents.meanings import Meaning, MeaningSource, format_meaning
from sokehoach.domain.documents.outline import Outline, OutlineSection, Sentence
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

LODGING = Operand("CS01", "kind=lodging")
COUNTED = Operand("CS08")
SURVEYED = Operand("KS02")
MEANING = Meaning(
    "cơ sở lưu trú",
    (MeaningSource(LODGING, "biểu 01-XA của các xã"), MeaningSource(COUNTED, "biểu 05 của Phòng")),
)


def outline(*sentences: str | tuple[str, str]) -> Outline:
    made = (Sentence(one) if isinstance(one, str) else Sentence(*one) for one in sentences)
    return Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, tuple(made)),))


def written(
    made: Outline,
    figures: Mapping[Operand, Value],
    *,
    chosen: tuple[Operand, ...] = (),
    meanings: tuple[Meaning, ...] = (MEANING,),
) -> list[str]:
    blocks = write_report_body(
        made, period="2021S1", figures=figures, narratives={}, meanings=meanings, chosen_operands=chosen
    )
    return [_words(block) for block in blocks if isinstance(block, Paragraph)]


def _words(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return "".join(run.text for run in block.runs)


TWO = outline("Có {CS01:kind=lodging} cơ sở lưu trú.", "Theo sổ có {CS08} cơ sở lưu trú.")
FIGURES = {LODGING: Decimal(14), COUNTED: Decimal(15)}


def test_two_sources_of_one_thing_are_named_each_in_its_paragraph() -> None:
    assert written(TWO, FIGURES) == [
        "Có 14 cơ sở lưu trú. (Số cơ sở lưu trú: theo biểu 01-XA của các xã.)",
        "Theo sổ có 15 cơ sở lưu trú. (Số cơ sở lưu trú: theo biểu 05 của Phòng.)",
    ]


def test_a_zero_that_is_not_printed_has_no_source() -> None:
    made = outline("Theo sổ có {CS08} cơ sở lưu trú.", "Có {KT01} cuộc kiểm tra[, |{CS01:kind=lodging} cơ sở lưu trú].")
    figures = FIGURES | {Operand("KT01"): Decimal(4)}
    assert written(made, figures)[1] == (
        "Có 4 cuộc kiểm tra, 14 cơ sở lưu trú. (Số cơ sở lưu trú: theo biểu 01-XA của các xã.)"
    )
    assert written(made, figures | {LODGING: Decimal(0)})[1] == "Có 4 cuộc kiểm tra."


def test_one_source_alone_needs_no_word() -> None:
    assert written(outline("Có {CS08} cơ sở lưu trú."), FIGURES) == ["Có 15 cơ sở lưu trú."]


def test_the_source_that_was_chosen_is_printed_everywhere() -> None:
    told = written(TWO, FIGURES, chosen=(COUNTED,))
    assert [one.split(" cơ")[0] for one in told] == ["Có 15", "Theo sổ có 15"]
    assert all(one.endswith("(Số cơ sở lưu trú: theo biểu 05 của Phòng.)") for one in told)


def test_parts_that_no_longer_make_the_whole_are_explained() -> None:
    made = outline("Có {CS01:kind=lodging} cơ sở.", "Trong {CS08} cơ sở có {CS08:sub=hotel} khách sạn.")
    figures = FIGURES | {Operand("CS08", "sub=hotel"): Decimal(15)}
    assert written(made, figures, chosen=(LODGING,))[1] == (
        "Trong 14 cơ sở có 15 khách sạn. (Số cơ sở lưu trú: 14 theo biểu 01-XA của các xã, 15 theo biểu 05 của Phòng.)"
    )


def test_a_source_that_tells_of_something_else_is_never_replaced() -> None:
    meaning = Meaning(MEANING.name, (*MEANING.sources, MeaningSource(SURVEYED, "đợt khảo sát", interchangeable=False)))
    made = outline("Có {CS01:kind=lodging} cơ sở.", "Khảo sát {KS02} cơ sở.")
    figures = FIGURES | {SURVEYED: Decimal(34)}
    told = written(made, figures, chosen=(LODGING, SURVEYED), meanings=(meaning,))
    assert told == [
        "Có 14 cơ sở. (Số cơ sở lưu trú: theo biểu 01-XA của các xã.)",
        "Khảo sát 34 cơ sở. (Số cơ sở lưu trú: theo đợt khảo sát.)",
    ]


def test_a_sentence_for_nothing_says_whose_nothing_it_is() -> None:
    made = outline(("Có {CS01:kind=lodging} cơ sở.", "Không có cơ sở lưu trú."), "Sổ có {CS08} cơ sở.")
    figures = {LODGING: Decimal(0), COUNTED: Decimal(15)}
    assert written(made, figures)[0] == ("Không có cơ sở lưu trú. (Số cơ sở lưu trú: theo biểu 01-XA của các xã.)")


POOL = [Operand(element, part) for element in ("A", "B", "C", "D", "E") for part in ("", "k=x")]
sentences = st.lists(st.lists(st.sampled_from(POOL), min_size=1, max_size=4, unique=True), min_size=1, max_size=6)
values = st.fixed_dictionaries(
    {one: st.one_of(st.just(Gap.NOT_REPORTED), st.integers(0, 30).map(Decimal)) for one in POOL}
)
groups = st.permutations(POOL).map(lambda pool: (tuple(pool[:3]), tuple(pool[3:5]), tuple(pool[5:9])))


def _list_printed(block: Paragraph) -> Iterator[Operand]:
    """Of figures and gaps in the text; a zero that is left out needs no source."""
    for run in block.runs:
        if not isinstance(run, Text):
            yield from (reference.operand for reference in run.references)


@settings(max_examples=200)
@given(sentences, values, groups, st.lists(st.sampled_from(POOL), unique=True), st.sets(st.sampled_from(POOL)))
def test_no_two_numbers_of_one_meaning_without_their_sources(
    named: list[list[Operand]],
    figures: dict[Operand, Value],
    grouped: tuple[tuple[Operand, ...], ...],
    chosen: list[Operand],
    fixed: set[Operand],
) -> None:
    meanings = tuple(
        Meaning(f"nghĩa {n}", tuple(MeaningSource(one, f"nguồn {one}", one not in fixed) for one in group))
        for n, group in enumerate(grouped)
    )
    made = outline(*(" và ".join(f"{{{one}}} cái" for one in operands) + "." for operands in named))
    blocks = write_report_body(
        made,
        period="2021S1",
        figures=figures,
        narratives={},
        meanings=meanings,
        chosen_operands=tuple(chosen),
    )
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    for meaning in meanings:
        own = {source.operand: source.description for source in meaning.sources}
        printed = [set(_list_printed(block)) & own.keys() for block in paragraphs]
        if len({figures[operand] for operands in printed for operand in operands}) < 2:
            continue
        for block, operands in zip(paragraphs, printed, strict=True):
            for operand in operands:
                assert re.search(rf"theo {re.escape(own[operand])}(?![:\w])", _words(block))


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("Trong đó: Cơ sở lưu trú", "cơ sở lưu trú"),
        ("trong đó có cơ sở lưu trú", "cơ sở lưu trú"),
        ("UBND xã", "UBND xã"),
        ("Ở Thái Bình", "ở Thái Bình"),
        ("Xã", "xã"),
        ("A", "a"),
        ("", ""),
    ],
)
def test_a_label_begins_small_within_a_sentence_unless_it_is_an_abbreviation(label: str, meaning: str) -> None:
    assert format_meaning(label) == meaning
