import csv
import pathlib
from datetime import date, timedelta

import pytest

from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit
from tests.factories import levels


@pytest.fixture
def real_tree(shared: pathlib.Path) -> Tree:
    """The units of Tuần Giáo before and after 1 July 2025 (geo.md 1)."""
    with (shared / "geo" / "tuangiao_units.csv").open(encoding="utf-8") as file:
        return Tree(
            Unit(
                code=row["code"],
                name=row["name"],
                level=levels.LEVELS[row["level"]],
                parent=row["parent_code"] or None,
                valid_from=date.fromisoformat(row["valid_from"] or "2012-08-25"),  # blank where not known
                valid_to=date.fromisoformat(row["valid_to"]) + timedelta(days=1) if row["valid_to"] else None,
                successors=tuple(filter(None, row["successor_codes"].split(";"))),
            )
            for row in csv.DictReader(file)
        )
