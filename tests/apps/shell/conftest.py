"""What the tests of the shell share: a template written in the test, rendered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import engines

from tests.repository.order import ROOT

SHELL = ROOT / "src/sokehoach/apps/shell"


@pytest.fixture
def draw() -> Callable[..., str]:
    def render(source: str, **context: Any) -> str:
        return engines["django"].from_string("{% load shell %}" + source).render(context)

    return render
