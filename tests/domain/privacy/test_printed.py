"""The notes of this folder, and sentences beside each rule, are read as tests/golden/printed/hits.txt says."""

from tests.domain.privacy import printing
from tests.golden.printed import read_page


def test_persons_are_found_where_the_page_says() -> None:
    assert list(printing.print_hits()) == read_page("hits")
