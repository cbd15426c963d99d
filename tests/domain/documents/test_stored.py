"""A document stored as JSON is the same document when it is read again."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.documents import serialization
from sokehoach.domain.documents.content import (
    Align,
    Annex,
    Cell,
    Column,
    Document,
    FigureRun,
    Heading,
    Missing,
    Operand,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock

words = st.text(max_size=20)
references = st.builds(Reference, st.builds(Operand, words, words), words, words)
runs = st.lists(
    st.one_of(
        st.builds(Text, words, st.booleans(), st.booleans()),
        st.builds(FigureRun, words, st.lists(references, max_size=2).map(tuple)),
        st.builds(Missing, st.lists(references, max_size=2).map(tuple), words),
    ),
    max_size=3,
).map(tuple)
tables = st.builds(
    lambda said, strong: Table(
        (Column(1.5, Align.RIGHT), Column(2)),
        (),
        (Row((Cell(said, columns=2),), strong),),
        "caption",
        ("note",),
    ),
    runs,
    st.booleans(),
)
blocks = st.lists(
    st.one_of(
        st.builds(Heading, st.integers(1, 3), words, words),
        st.builds(Paragraph, runs),
        tables,
        st.builds(Picture, st.binary(max_size=9), st.floats(1, 200), words),
    ),
    max_size=4,
).map(tuple)
days = st.one_of(st.dates(), st.builds(OpenDay, st.integers(2000, 2100)))
documents = st.builds(
    Document,
    letterhead=st.builds(
        Letterhead, st.just(()), st.tuples(words), words, st.none() | st.integers(1, 999), words, days
    ),
    kind=words,
    title=words,
    blocks=blocks,
    closing=words,
    signature=st.builds(SignatureBlock, st.tuples(words), st.none() | words),
    recipients=st.builds(Recipients, st.tuples(words, words), words),
    preamble=st.lists(st.builds(Paragraph, runs), max_size=2).map(tuple),
    annexes=st.lists(st.builds(Annex, words, blocks, st.booleans()), max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(documents)
def test_it_works(document: Document) -> None:
    assert serialization.load_document(json.loads(json.dumps(serialization.dump_document(document)))) == document


def simple() -> Document:
    return Document(
        letterhead=Letterhead((), ("UBND xã",), "/BC-UBND", None, "Tuần Giáo", date(2021, 6, 22)),
        kind="Báo cáo",
        title="Kết quả",
        blocks=(Paragraph((Text("Đã tổ chức"), Missing())),),
        closing="Trên đây",
        signature=SignatureBlock(("CHỦ TỊCH",)),
        recipients=Recipients((), "VT"),
    )


def test_what_holds_its_default_is_left_out() -> None:
    told = serialization.dump_document(simple())
    assert "notice" not in told
    assert told["blocks"][0]["runs"] == [{"is": "Text", "text": "Đã tổ chức"}, {"is": "Missing"}]


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda told: told.update(format=2), "format"),
        (lambda told: told.pop("title"), "title is missing"),
        (lambda told: told.update(title=3), "document.title"),
        (lambda told: told.update(colour="red"), "no colour"),
        (lambda told: told["blocks"][0].update({"is": "Letterhead"}), "Letterhead. cannot stand here"),
        (lambda told: told["blocks"][0].update(runs="x"), "a list is missing"),
        (lambda told: told["letterhead"].update(day="hôm nay"), "letterhead.day"),
    ],
)
def test_anything_else_is_refused_with_its_place(spoil: object, place: str) -> None:
    told = json.loads(json.dumps(serialization.dump_document(simple())))
    spoil(told)  # type: ignore[operator]
    with pytest.raises(serialization.DocumentFormatError, match=place):
        serialization.load_document(told)
