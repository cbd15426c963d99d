"""Files that could harm, and files of every other test: measured or refused in words, never anything else."""

import contextlib

import pytest

from sokehoach.adapters.readers.file_text import UnreadableFileError
from sokehoach.adapters.readers.layout_files import lint_file
from sokehoach.adapters.signature import read_signatures
from tests.adapters.readers import hostile
from tests.adapters.readers.raw_pdf import raw_pdf
from tests.adapters.signature.signing import NOW, paper, twice

pytestmark = pytest.mark.parser_process


@pytest.mark.sweep
@pytest.mark.parametrize("one", list(hostile.files())[::4], ids=lambda one: one.what)  # each starts processes
def test_a_file_that_could_harm_is_measured_or_refused_with_a_sentence(one: hostile.Hostile) -> None:
    """Some of them harm only who would read their text: to be measured is no harm. Nothing else is raised."""
    data = one.make()
    with contextlib.suppress(UnreadableFileError):
        assert isinstance(lint_file(data, name=one.name), list)
    found = read_signatures(data, roots=[], at=NOW)
    assert not any(signature.good for signature in found.signatures)


@pytest.mark.parametrize("data", [paper(), twice(), raw_pdf()], ids=["blank pages", "signed blank pages", "two words"])
def test_a_pdf_without_words_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"Hãy"):
        lint_file(data, name="a.pdf")
