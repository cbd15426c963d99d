"""The domain is tested without the conftest.py above, too (alone.ini)."""

from tests import drawn_examples

drawn_examples.choose()
