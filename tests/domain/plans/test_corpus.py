"""The reader against real plans, by the scorer that stands beside them."""

import importlib.util
import json

import pytest

from sokehoach.domain.plans.reading import read_plan, to_json


@pytest.fixture(scope="module")
def scorer(shared):
    spec = importlib.util.spec_from_file_location("score_reader", shared / "tools" / "score_reader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def overall(scorer, corpus, names):
    """The scorer's overall figure over the named plans."""
    headers, totals = [], {name: [0, 0, 0] for name, _ in scorer.PARTS}
    for name in names:
        gold = json.loads((corpus / "gold" / f"{name}.json").read_text("utf-8"))
        got = to_json(read_plan((corpus / "plans" / f"{name}.txt").read_text("utf-8")))
        headers.append(scorer.header(gold["document"], got["document"]))
        for part, same in scorer.PARTS:
            counts = (scorer.pair(gold[part], got[part], same), len(gold[part]), len(got[part]))
            totals[part] = [total + count for total, count in zip(totals[part], counts, strict=True)]
    figures = [sum(headers) / len(headers), *(scorer.f1(*totals[part]) for part, _ in scorer.PARTS)]
    return sum(figures) / len(figures)


def test_the_seed_is_read_whole(scorer, shared):
    assert overall(scorer, shared / "corpus", ["seed"]) >= 0.95


def test_all_labelled_plans_are_read(scorer, shared):
    names = sorted(path.stem for path in (shared / "corpus" / "gold").glob("*.json"))
    assert overall(scorer, shared / "corpus", names) >= 0.96
