"""The units that a superior's form covers, as they existed in its period."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.domain.documents.external_form.places import Place
from sokehoach.domain.documents.external_form.source import EACH_UNIT, PlaceSource
from sokehoach.domain.periods.period import Period, parse_period
from sokehoach.domain.periods.window import compute_window


class FormUnits:
    """All versions of all units, read in one query."""

    def __init__(self, area: Unit, period: Period) -> None:
        self.area, self.period = area, period
        self._units_by_period: dict[str, list[Unit]] = {}

    @cached_property
    def versions(self) -> list[Unit]:
        return list(units.list_versions())

    def list_units(self, period: str) -> list[Unit]:
        """Places directly below the area on the last day of the period, by code."""
        if period not in self._units_by_period:
            self._units_by_period[period] = self._list_units_on(compute_window(parse_period(period)).cut_off)
        return self._units_by_period[period]

    def _list_units_on(self, day: date) -> list[Unit]:
        return sorted(
            (
                unit
                for unit in self.versions
                if unit.parent is not None and unit.parent.code == self.area.code and unit.level != Level.AGENCY
                and unit.valid_from <= day and (unit.valid_to is None or unit.valid_to > day)
            ),
            key=lambda unit: unit.code,
        )  # fmt: skip

    @cached_property
    def rows(self) -> list[Unit]:
        """The units of the form's own period: each has a row."""
        return self.list_units(self.period.id)

    def name(self, code: str) -> str:
        return next((unit.name for unit in reversed(self.versions) if unit.code == code), code)

    def list_codes_in(self, code: str, period: str) -> list[str]:
        """Codes in that period of a unit of the form's period: its own, and those of units merged into it alone."""
        now = {unit.code for unit in self.rows}
        return [
            unit.code
            for unit in self.list_units(period)
            if unit.code == code or (unit.successors == [code] and unit.code not in now)
        ]

    def explain_absence(self, code: str, period: str) -> str:
        """Why a unit that did not exist at the end of the period has no number for it."""
        last = next((unit for unit in reversed(self.versions) if unit.code == code), None)
        if last is None:
            return _("không còn đơn vị mã %(code)s") % {"code": code}
        if last.valid_to is None:
            return _("%(unit)s chưa thành lập trong kỳ này") % {"unit": last.name}
        message = _("%(unit)s không còn từ ngày %(day)s") % {
            "unit": last.name,
            "day": f"{last.valid_to:%d/%m/%Y}",
        }
        successor_names = ", ".join(self.name(successor) for successor in last.successors)
        return message + (_(", nay thuộc %(units)s") % {"units": successor_names} if successor_names else "")

    def unlisted(
        self, places: Sequence[Place], settled: Iterable[tuple[str, PlaceSource]]
    ) -> list[tuple[str, list[Unit]]]:
        """Each table that lists units by name, with the units of the period that have no row in it."""
        source_by_place = dict(settled)
        codes_by_grid: dict[str, set[str]] = {}
        for place in places:
            source = source_by_place.get(place.at)
            if source is not None and source.unit and source.unit != EACH_UNIT:
                codes_by_grid.setdefault(place.grid, set()).add(source.unit)
        missing = [
            (grid, [unit for unit in self.rows if unit.code not in codes])
            for grid, codes in codes_by_grid.items()
            if len(codes) > 1
        ]
        return [(grid, rows) for grid, rows in missing if rows]
