"""A plan reads alike as text, as Word and as PDF: its twins are made here and scored by the corpus's own scorer."""

import importlib.util
import json
from functools import cache
from pathlib import Path

import pytest

from sokehoach.adapters.readers.text_files import open_file
from sokehoach.domain.plans.reading import read_plan, to_json
from tests.adapters.readers.twins import browser, plan, word
from tests.adapters.readers.twins import print as printed

SHARED = Path(__file__).resolve().parents[4] / "shared"
PLANS = sorted((SHARED / "corpus/plans").glob("*.txt"))
CASES = [pytest.param(path, id=path.stem, marks=pytest.mark.sweep if at else ()) for at, path in enumerate(PLANS)]
CLOSE = 0.02
LOOKS = {
    "NĐ 30": printed.Look(),
    "13 points, a stamp, no space between paragraphs": printed.Look(size="13pt", spacing="0.75em", seal=True),
    "ragged, no indent": printed.Look(justify=False, indent="0cm", spacing="1.4em"),
}
needs_plans = pytest.mark.skipif(not PLANS, reason="the shared plans are not on this machine")


@cache
def scorer():
    spec = importlib.util.spec_from_file_location("score_reader", SHARED / "tools/score_reader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figure(gold: dict, text: str) -> float:
    """The overall figure of one plan, as the scorer works it out over several."""
    got = to_json(read_plan(text))
    figures = [scorer().header(gold["document"], got["document"])]
    for name, same in scorer().PARTS:
        hits = scorer().pair(gold[name], got[name], same)
        figures.append(scorer().f1(hits, len(gold[name]), len(got[name])))
    return sum(figures) / len(figures)


def case(path: Path) -> tuple[dict, float, list[plan.Block]]:
    gold = json.loads((SHARED / "corpus/gold" / f"{path.stem}.json").read_text("utf-8"))
    text = open_file(path.read_bytes(), name=path.name).text
    return gold, figure(gold, text), plan.taken_apart(text, title=gold["document"]["title"])


@needs_plans
@pytest.mark.parametrize("path", CASES)
def test_the_word_twin_reads_as_the_text_does(path: Path) -> None:
    gold, floor, blocks = case(path)
    assert figure(gold, open_file(word.made(blocks), name="a.docx").text) >= floor - CLOSE


@needs_plans
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("path", CASES)
def test_the_pdf_twin_reads_as_the_text_does(path: Path, look: printed.Look) -> None:
    gold, floor, blocks = case(path)
    opened = open_file(printed.made(blocks, look), name="a.pdf")
    assert figure(gold, opened.text) >= floor - CLOSE
    assert look.foot not in opened.text
    assert "Ký bởi" not in opened.text


@needs_plans
@pytest.mark.skipif(browser.CHROMIUM is None, reason="there is no chromium on this machine")
@pytest.mark.parametrize("path", [*CASES[:1], *CASES[5:6]])
def test_what_a_browser_prints_reads_as_the_text_does(path: Path, tmp_path: Path) -> None:
    gold, floor, blocks = case(path)
    opened = open_file(browser.made(blocks, tmp_path), name="a.pdf")
    assert figure(gold, opened.text) >= floor - CLOSE
    assert browser.FOOT not in opened.text
