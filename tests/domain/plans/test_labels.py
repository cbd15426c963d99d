"""When and with whom, in real plans labelled by hand (tests/golden/labels)."""

import pytest

from tests.golden.labels import gold, scoring


def figures(shared, names):
    totals = {"coordinating": scoring.Tally(), "deadlines": scoring.Tally()}
    for name in names:
        for part, tally in scoring.when_and_with_whom(shared, name).items():
            totals[part].add(tally)
    return totals


@pytest.mark.parametrize("names", [gold.WHEN, gold.WHOLE], ids=["written with", "labelled blind"])
def test_coordinating_agencies_and_deadlines(shared, names):
    totals = figures(shared, names)
    assert totals["coordinating"].f1 >= 0.85, totals["coordinating"].misses
    assert totals["deadlines"].f1 >= 0.85, totals["deadlines"].misses


@pytest.mark.parametrize("names", [gold.TASKS, gold.TASKS_BLIND], ids=["written with", "labelled blind"])
def test_tasks_that_name_no_agency(shared, names):
    total = scoring.Tally()
    for name in names:
        total.add(scoring.unnamed_tasks(shared / "corpus", name)["tasks"])
    assert total.precision >= 0.85, total.misses
    assert total.recall >= 0.9, total.misses


@pytest.mark.parametrize("name", gold.WHOLE)
def test_whole_labels_have_the_form_of_the_guide(shared, name):
    found = gold.labels(shared / "corpus", name)
    assert {"document", "outline", "targets", "duties", "reporting"} <= set(found)
    assert all(set(row) >= {"agency", "path", "starts"} for row in found["duties"])
    assert all(isinstance(words, str) for row in found["duties"] for words in row["coordinating"])


def test_a_text_that_was_not_labelled_is_refused(shared, tmp_path):
    corpus = tmp_path / "corpus"
    (corpus / "unlabelled").mkdir(parents=True)
    with pytest.raises(gold.Absent, match=r"không có 004\.txt"):
        gold.labels(corpus, "004")
    (corpus / "unlabelled" / "004.txt").write_text("một văn bản khác", "utf-8")
    with pytest.raises(gold.Absent, match="không còn là"):
        gold.labels(corpus, "004")
