"""Blank forms in many layouts and wordings are read as tests/golden/printed/forms.txt says."""

from tests.domain.documents import forms
from tests.golden.printed import read_page


def test_forms_are_read_as_on_the_page() -> None:
    assert list(forms.print_forms()) == read_page("forms")
