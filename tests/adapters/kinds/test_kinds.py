"""Every kind of document: the decree's layout in both formats, the same words in both, its text as it was agreed."""

from dataclasses import replace
from pathlib import Path

import pytest

from sokehoach.adapters import docx, pdf
from sokehoach.adapters.layout import lint_file
from sokehoach.domain.documents import stored
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.plain import plain_text
from tests.adapters.docx.opened import opened, words
from tests.adapters.kinds.written import DISTRICT, written
from tests.adapters.pdf.printed import letters, printed

GOLDEN = Path(__file__).parents[2] / "golden" / "kinds"
KEPT = Path("build/documents")  # the pages of each run, to be looked at
NAMES = sorted(written())


@pytest.mark.parametrize("name", NAMES)
def test_it_works(name: str) -> None:
    assert plain_text(written()[name]) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_linter_finds_no_error(name: str) -> None:
    document = written()[name]
    KEPT.mkdir(parents=True, exist_ok=True)
    for ending, data in (("docx", docx.write(document)), ("pdf", pdf.write(document))):
        (KEPT / f"{name}.{ending}").write_bytes(data)
        found = lint_file(data, name=f"{name}.{ending}")
        assert [one for one in found if one.severity == "error"] == [], ending


@pytest.mark.parametrize("name", NAMES)
def test_both_formats_say_the_same(name: str) -> None:
    document = replace(written()[name], notice="")
    assert sorted(printed(document)) == sorted(letters(words(opened(document).element.body)))


@pytest.mark.parametrize("name", NAMES)
def test_it_is_stored_and_read_again(name: str) -> None:
    document = written()[name]
    assert stored.load(stored.dump(document)) == document


def test_symbols_follow_the_decree() -> None:
    assert {kind: DISTRICT.symbol(kind) for kind in Kind} == {
        Kind.REPORT: "/BC-UBND", Kind.PLAN: "/KH-UBND", Kind.MINUTES: "/BB-UBND", Kind.DECISION: "/QĐ-UBND",
        Kind.LETTER: "/UBND-LĐTBXH", Kind.NOTICE: "/TB-UBND", Kind.INVITATION: "/GM-UBND",
    }  # fmt: skip
