"""All versions of all units, and what makes them one sound tree on every day."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from sokehoach.domain.orgtree.snapshot import Snapshot
from sokehoach.domain.orgtree.unit import Unit


class BadTree(ValueError):
    """The units contradict each other; `unit` is the version at fault, `message_vi` names it."""

    def __init__(self, unit: Unit, why_vi: str) -> None:
        self.unit = unit
        self.message_vi = f"{unit.name} (mã {unit.code}, từ {unit.valid_from:%d/%m/%Y}): {why_vi}."
        super().__init__(self.message_vi)


class Tree:
    """Sound on every day, or BadTree.

    Refused are a version that ends before it starts, overlapping versions of one code, a parent or successor
    that is not in force when it is needed, and a cycle.
    """

    __slots__ = ("_versions", "units")

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

    def as_of(self, day: date) -> Snapshot:
        return Snapshot(day, (unit for unit in self.units if unit.in_force(day)))

    def version(self, code: str, day: date) -> Unit | None:
        """The version of the code in force on the day."""
        return next((unit for unit in self._versions.get(code, ()) if unit.in_force(day)), None)

    def successors(self, unit: Unit) -> tuple[Unit, ...]:
        """The units that took over, as they stood on the first day without it."""
        if unit.valid_to is None:
            return ()
        found = (self.version(code, unit.valid_to) for code in unit.successors)
        return tuple(successor for successor in found if successor is not None)

    def _check_parent(self, unit: Unit) -> None:
        """The parent must be in force on every day of the unit, be it in several versions."""
        if unit.parent is None:
            return
        day = unit.valid_from
        while True:
            parent = self.version(unit.parent, day)
            if parent is None:
                raise BadTree(unit, f"đơn vị cấp trên mã {unit.parent} không tồn tại vào ngày {day:%d/%m/%Y}")
            if parent.valid_to is None or (unit.valid_to is not None and unit.valid_to <= parent.valid_to):
                return
            day = parent.valid_to

    def _check_successors(self, unit: Unit) -> None:
        if unit.successors and unit.valid_to is None:
            raise BadTree(unit, "có đơn vị kế thừa nhưng chưa có ngày kết thúc")
        for code in unit.successors:
            if unit.valid_to is not None and self.version(code, unit.valid_to) is None:
                raise BadTree(
                    unit, f"đơn vị kế thừa mã {code} không tồn tại vào ngày {unit.valid_to:%d/%m/%Y}"
                )

    def _check_no_cycle(self) -> None:
        # A ring closes only on a day when some version begins: an end alone takes a line away.
        for day in sorted({unit.valid_from for unit in self.units}):
            today = {unit.code: unit for unit in self.units if unit.in_force(day)}
            sound: set[str] = set()
            for unit in today.values():
                line: list[str] = []
                above: str | None = unit.code
                while above is not None and above not in sound:
                    if above in line:
                        ring = [*line[line.index(above) :], above]
                        raise BadTree(today[above], f"là cấp trên của chính mình ({' → '.join(ring)})")
                    line.append(above)
                    above = today[above].parent
                sound.update(line)


def _check_dates(unit: Unit) -> None:
    if unit.valid_to is not None and unit.valid_to <= unit.valid_from:
        raise BadTree(unit, f"ngày kết thúc {unit.valid_to:%d/%m/%Y} không sau ngày bắt đầu")


def _check_no_overlap(versions: list[Unit]) -> None:
    for earlier, later in pairwise(versions):
        if earlier.valid_to is None or later.valid_from < earlier.valid_to:
            raise BadTree(
                later, f"trùng thời gian với phiên bản từ {earlier.valid_from:%d/%m/%Y} của cùng mã"
            )
