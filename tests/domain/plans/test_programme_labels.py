"""What programmes made from real plans count, beside labels written by hand before the proposer existed."""

import pytest
from bench import bench_programmes

from tests.golden.labels import gold

BATCHES = {
    "in view": gold.PROGRAMMES,
    "held out": gold.PROGRAMMES_BLIND,
    "second": gold.PROGRAMMES_SECOND,
    "rules": gold.PROGRAMMES_RULES,
}


@pytest.mark.parametrize("names", BATCHES.values(), ids=BATCHES)
def test_most_targets_have_the_right_numbers_and_reporters(shared, names):
    counts = bench_programmes.measure(names)
    assert counts["right"] >= 0.85 * counts["targets"]
    assert counts["rules right"] >= 0.8 * counts["rules"]


@pytest.mark.parametrize("names", [*BATCHES.values(), gold.PROGRAMMES_LAST], ids=[*BATCHES, "last"])
def test_nothing_that_cannot_be_counted_gets_a_figure(shared, names):
    assert bench_programmes.measure(names)["invented"] == 0
