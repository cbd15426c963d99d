"""Keeps all versions of all units in the process, for as long as the version of their tree is the same.

The database replaces the version (`orgunits.tree_version`) at each change of a unit, in the transaction of the change,
so asking for it is one small query, whatever the number of units (ADR 78).
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from threading import Lock
from typing import Any

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels, get_list_order
from sokehoach.apps.orgunits.queries.units import build_tree, list_versions
from sokehoach.apps.orgunits.tree_version import find_tree_version
from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.orgtree.tree import Tree

_MAX_DERIVED = 128  # two for each form and period that is owed; 2 MB each in a country of ten thousand communes


class KnownTree:
    """All versions of all units: as rows, each with those above it, and as the tree. Threads share it: do not change.

    `rows`: by code and first day, as `domain.orgtree.unit.Unit.identity`.
    """

    def __init__(self) -> None:
        versions = list(list_versions())
        self.tree: Tree = build_tree(versions)
        by_pk = {row.pk: row for row in versions}
        for row in versions:
            if row.parent_id is not None:
                row.parent = by_pk[row.parent_id]
        self.rows_by_pk: Mapping[int, Unit] = by_pk
        self.rows: Mapping[tuple[str, date], Unit] = {(row.code, row.valid_from): row for row in versions}
        self._derived: dict[Hashable, Any] = {}
        self._lock = Lock()

    def as_of(self, day: date) -> Snapshot:
        return self.derive(("snapshot", day), lambda: self.tree.as_of(day))

    def rank_units(self) -> Mapping[int, int]:
        """By row id: the place of each unit in a list for people, a later version after the one before."""

        def compute() -> Mapping[int, int]:
            ordered = sorted(self.rows.values(), key=lambda row: (get_list_order(row), row.valid_from))
            return {row.pk: place for place, row in enumerate(ordered)}

        return self.derive("ranks", compute)

    def derive[Answer](self, key: Hashable, compute: Callable[[], Answer]) -> Answer:
        """What `compute` makes of the tree alone; computed once for each key while the tree is the same."""
        answer: Answer | None = self._derived.get(key)
        if answer is None:
            answer = compute()
            with self._lock:
                while len(self._derived) >= _MAX_DERIVED:
                    del self._derived[next(iter(self._derived))]
                self._derived[key] = answer
        return answer


_kept_tree: tuple[Hashable, KnownTree] | None = None


def load_known_tree() -> KnownTree:
    """The units as they are stored now. One query; three where they are read."""
    global _kept_tree
    version, kept_entry = find_tree_version(), _kept_tree
    key = (version, tuple(get_levels()))
    if version is not None and kept_entry is not None and kept_entry[0] == key:
        return kept_entry[1]
    known_tree = KnownTree()
    if version is not None and find_tree_version() == version:
        _kept_tree = key, known_tree
    return known_tree
