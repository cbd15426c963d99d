"""Every slip of a plan, a letter and a decision gives what tests/golden/printed/findings.txt says of it."""

from pathlib import Path

from sokehoach.domain.documents.rules.reference import print_rules
from tests.domain.documents.rules import slips
from tests.golden.printed import read_page

REFERENCE = Path(__file__).parents[4] / "docs" / "reference" / "format.md"


def test_findings_of_each_slip_are_those_on_the_page() -> None:
    assert list(slips.print_findings()) == read_page("findings")


def test_the_reference_names_every_rule_and_every_component() -> None:
    assert print_rules() == REFERENCE.read_text("utf-8")
