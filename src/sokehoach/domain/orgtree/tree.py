"""All versions of all units, validated as one consistent tree on every day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.orgtree.unit import Unit


class InvalidTreeError(ValueError):
    """The units contradict each other; `unit` is the version at fault, `message_vi` names it."""

    def __init__(self, unit: Unit, why_vi: str) -> None:
        self.unit = unit
        self.message_vi = say(
            "%(name)s (mã %(code)s, từ %(valid_from)s): %(why)s.",
            name=unit.name,
            code=unit.code,
            valid_from=write_day(unit.valid_from),
            why=why_vi,
        )
        super().__init__(self.message_vi)


class Tree:
    """A tree that is valid on every day; else InvalidTreeError.

    Refused: a version that ends before it starts, overlapping versions of one code, a parent or successor that is not
    in force when needed, a successor twice, an agency as successor of an area or the reverse, and a cycle.
    """

    __slots__ = ("_change_days", "_versions", "units")

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(sorted(units, key=lambda unit: unit.identity))
        self._versions: dict[str, list[Unit]] = {}
        for unit in self.units:
            self._versions.setdefault(unit.code, []).append(unit)
        for unit in self.units:
            _check_dates(unit)
        for versions in self._versions.values():
            _check_no_overlap(versions)
        for unit in self.units:
            self._check_parent(unit)
            self._check_successors(unit)
        self._check_no_cycle()
        days = {day for unit in self.units for day in (unit.valid_from, unit.valid_to) if day is not None}
        self._change_days = sorted(days)

    def as_of(self, day: date) -> Snapshot:
        return Snapshot(day, (unit for unit in self.units if unit.in_force(day)))

    def find_span(self, start: date, end: date) -> tuple[int, int]:
        """Of two windows [start, end) with one span, the same units are in force, on the first and the last day too."""
        return bisect_right(self._change_days, start), bisect_left(self._change_days, end)

    def version(self, code: str, day: date) -> Unit | None:
        """The version of the code in force on the day."""
        return next((unit for unit in self._versions.get(code, ()) if unit.in_force(day)), None)

    def get_version(self, code: str, valid_from: date) -> Unit:
        """The version by its identity; LookupError for an unknown one."""
        for unit in self._versions.get(code, ()):
            if unit.valid_from == valid_from:
                return unit
        raise LookupError(
            say("Không có đơn vị mã %(code)s từ ngày %(valid_from)s.", code=code, valid_from=write_day(valid_from))
        )

    def successors(self, unit: Unit) -> tuple[Unit, ...]:
        """The successor units, as of the first day after `unit` ended."""
        if unit.valid_to is None:
            return ()
        versions = (self.version(code, unit.valid_to) for code in unit.successors)
        return tuple(successor for successor in versions if successor is not None)

    def _check_parent(self, unit: Unit) -> None:
        """Check that the parent is in force on every day of the unit, possibly in several versions."""
        if unit.parent is None:
            return
        day = unit.valid_from
        while True:
            parent = self.version(unit.parent, day)
            if parent is None:
                raise InvalidTreeError(
                    unit,
                    say(
                        "đơn vị cấp trên mã %(parent)s không tồn tại vào ngày %(day)s",
                        parent=unit.parent,
                        day=write_day(day),
                    ),
                )
            if parent.valid_to is None or (unit.valid_to is not None and unit.valid_to <= parent.valid_to):
                return
            day = parent.valid_to

    def _check_successors(self, unit: Unit) -> None:
        if unit.successors and unit.valid_to is None:
            raise InvalidTreeError(unit, say("có đơn vị kế thừa nhưng chưa có ngày kết thúc"))
        if len(set(unit.successors)) < len(unit.successors):
            raise InvalidTreeError(unit, say("có đơn vị kế thừa ghi hai lần"))
        for code in unit.successors:
            successor = None if unit.valid_to is None else self.version(code, unit.valid_to)
            if unit.valid_to is not None and successor is None:
                raise InvalidTreeError(
                    unit,
                    say(
                        "đơn vị kế thừa mã %(code)s không tồn tại vào ngày %(valid_to)s",
                        code=code,
                        valid_to=write_day(unit.valid_to),
                    ),
                )
            if successor is not None and successor.level.attached is not unit.level.attached:
                raise InvalidTreeError(unit, say("địa bàn và cơ quan không kế thừa nhau (mã %(code)s)", code=code))

    def _check_no_cycle(self) -> None:
        # A cycle can only arise on a day when some version begins: an end only removes an edge.
        for day in sorted({unit.valid_from for unit in self.units}):
            today = {unit.code: unit for unit in self.units if unit.in_force(day)}
            acyclic_codes: set[str] = set()
            for unit in today.values():
                lineage: list[str] = []
                ancestor_code: str | None = unit.code
                while ancestor_code is not None and ancestor_code not in acyclic_codes:
                    if ancestor_code in lineage:
                        ring = [*lineage[lineage.index(ancestor_code) :], ancestor_code]
                        raise InvalidTreeError(
                            today[ancestor_code], say("là cấp trên của chính mình (%(ring)s)", ring=" → ".join(ring))
                        )
                    lineage.append(ancestor_code)
                    ancestor_code = today[ancestor_code].parent
                acyclic_codes.update(lineage)


def _check_dates(unit: Unit) -> None:
    if unit.valid_to is not None and unit.valid_to <= unit.valid_from:
        raise InvalidTreeError(
            unit, say("ngày kết thúc %(valid_to)s không sau ngày bắt đầu", valid_to=write_day(unit.valid_to))
        )


def _check_no_overlap(versions: list[Unit]) -> None:
    for first, second in pairwise(versions):
        if first.valid_to is None or second.valid_from < first.valid_to:
            raise InvalidTreeError(
                second,
                say(
                    "trùng thời gian với phiên bản từ %(valid_from)s của cùng mã",
                    valid_from=write_day(first.valid_from),
                ),
            )
