"""Outlines of the shipped programmes leave out parts that are 0: a list of them stands in brackets after its figure."""

import re
from pathlib import Path

import pytest

import sokehoach

OUTLINES = sorted(Path(sokehoach.__file__).parent.glob("programmes/*/outlines/*.yaml"))
_PLACEHOLDER = re.compile(r"\{([A-Z]+\d+)(:[^}]*)?\}")
_LISTED = 3  # parts beside their figure: of two, both are said


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_parts_of_a_figure_are_an_enumeration(outline: Path) -> None:
    wrong = []
    for line in outline.read_text("utf-8").splitlines():
        plain = re.sub(r"\[[^\]]*\|[^\]]*\]", "", line)
        operands = [(match[1], match[2] or "") for match in _PLACEHOLDER.finditer(plain)]
        totals = {element for element, part in operands if not part}
        if any(sum(element == total and bool(part) for element, part in operands) >= _LISTED for total in totals):
            wrong.append(line.strip())
    assert wrong == []
