"""Plans in which each line is written in another way are read as tests/golden/printed says."""

import pytest

from tests.domain.plans import printing, printing_corpus, printing_written
from tests.golden.printed import read_page


def test_plans_are_read_as_on_the_page():
    assert list(printing.print_plans()) == read_page("plans")


def test_plans_that_somebody_else_wrote_are_read_and_proposed_as_on_the_page():
    """The page holds what is read, right or not; how much of it is right, test_written_plans says."""
    assert list(printing_written.print_written_plans()) == read_page("written_plans")


def test_short_plans_are_read_and_proposed_as_on_the_page():
    assert list(printing_written.print_short_plans()) == read_page("short_plans")


def test_heads_ends_and_single_targets_are_read_as_on_the_page():
    assert list(printing_written.print_short_heads()) == read_page("short_heads")


CORPUS = {line.split()[0]: line for line in read_page("corpus")}


@pytest.mark.parametrize("name", CORPUS)
def test_real_plans_are_read_and_proposed_as_on_the_page(shared, name):
    """What became different is shown by `python -m tests.golden.printed NAME` before and after the change."""
    line = printing_corpus.print_digests(shared / "corpus", name)
    if line.split(":")[0] != CORPUS[name].split(":")[0]:
        pytest.skip("the text is another than that on the page")
    assert line == CORPUS[name]
