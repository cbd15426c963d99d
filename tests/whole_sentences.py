"""Sentences for a person have no gap: each of their arguments is there, and none is None. Imports nothing of Django."""

from collections.abc import Mapping

import pytest

from sokehoach.domain.messages import _PLACEHOLDER, TranslatableText


def check(patch: pytest.MonkeyPatch) -> None:
    fill = TranslatableText.fill

    def fill_whole(template: str, arguments: Mapping[str, str]) -> str:
        assert "None" not in arguments.values(), f"«{template}» says None: {dict(arguments)}"
        lacking = {name for name in _PLACEHOLDER.findall(template) if name} - arguments.keys()
        assert not (arguments and lacking), f"«{template}» is not told {lacking}"
        return fill(template, arguments)

    patch.setattr(TranslatableText, "fill", staticmethod(fill_whole))
