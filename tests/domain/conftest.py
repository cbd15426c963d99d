"""The domain is tested without the conftest.py above, too (alone.ini)."""

from collections.abc import Iterator

import pytest

from tests import drawn_examples, whole_sentences

drawn_examples.choose()


@pytest.fixture(scope="package", autouse=True)
def whole() -> Iterator[None]:
    """Not of tests of other folders that run behind it in the same process."""
    with pytest.MonkeyPatch.context() as patch:
        whole_sentences.check(patch)
        yield
