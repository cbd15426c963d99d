"""The domain is tested without the conftest.py above, too (alone.ini)."""

import pytest

from tests import drawn_examples, whole_sentences

drawn_examples.choose()
whole_sentences.check(pytest.MonkeyPatch())
