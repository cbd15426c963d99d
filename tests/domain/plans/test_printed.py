"""Plans in which each line is written in another way are read as tests/golden/printed/plans.txt says."""

from tests.domain.plans import printing
from tests.golden.printed import read_page


def test_plans_are_read_as_on_the_page():
    assert list(printing.print_plans()) == read_page("plans")
