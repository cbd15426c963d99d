"""The reader against real plans, by the scorer that stands beside them."""

import importlib.util
import json

import pytest

from sokehoach.domain.plans.reading import read_plan, to_json
from sokehoach.domain.text import normalize_nfc
from tests.golden.labels import gold


@pytest.fixture(scope="module")
def scorer(shared):
    spec = importlib.util.spec_from_file_location("score_reader", shared / "tools" / "score_reader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def overall(scorer, corpus, names):
    """The scorer's overall figure over the named plans."""
    return score(
        scorer,
        (
            (
                json.loads((corpus / "gold" / f"{name}.json").read_text("utf-8")),
                normalize_nfc((corpus / "plans" / f"{name}.txt").read_text("utf-8")).replace("\f", "\n"),
            )
            for name in names
        ),
    )


def score(scorer, cases):
    """The scorer's overall figure over pairs of labels and text."""
    headers, totals = [], {name: [0, 0, 0] for name, _ in scorer.PARTS}
    for labels, text in cases:
        got = to_json(read_plan(text))
        headers.append(scorer.header(labels["document"], got["document"]))
        for part, same in scorer.PARTS:
            counts = (scorer.pair(labels[part], got[part], same), len(labels[part]), len(got[part]))
            totals[part] = [total + count for total, count in zip(totals[part], counts, strict=True)]
    figures = [sum(headers) / len(headers), *(scorer.f1(*totals[part]) for part, _ in scorer.PARTS)]
    return sum(figures) / len(figures)


def test_the_seed_is_read_whole(scorer, shared):
    assert overall(scorer, shared / "corpus", ["seed"]) >= 0.95


def test_all_labelled_plans_are_read(scorer, shared):
    names = sorted(path.stem for path in (shared / "corpus" / "gold").glob("*.json"))
    assert overall(scorer, shared / "corpus", names) >= 0.96


def test_plans_of_other_kinds_of_issuers_are_read(scorer, shared):
    corpus = shared / "corpus" / "more"
    assert overall(scorer, corpus, sorted(path.stem for path in (corpus / "gold").glob("*.json"))) >= 0.95


@pytest.mark.parametrize("batch", gold.FIRST_SIGHT, ids=["first", "second"])
def test_plans_of_the_first_sights_are_read(scorer, shared, batch):
    corpus = shared / "corpus"
    assert score(scorer, ((gold.labels(corpus, name), gold.text_of(corpus, name)) for name in batch)) >= 0.94


@pytest.mark.parametrize("batch", gold.PUBLIC, ids=["third", "fourth", "fifth", "sixth"])
def test_public_plans_of_the_first_sights_are_read(scorer, shared, batch):
    corpus = shared / "corpus"
    try:
        cases = [(gold.labels(corpus, name), gold.text_of(corpus, name)) for name in batch]
    except gold.Absent as absent:
        pytest.skip(str(absent))
    assert score(scorer, cases) >= 0.94
