"""The units that a superior's form tells of, as they stood in its period."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.source import EACH, Source
from sokehoach.domain.periods.period import Period, parse
from sokehoach.domain.periods.window import window


class FormUnits:
    """All versions of all units, read once: one query."""

    def __init__(self, area: Unit, period: Period) -> None:
        self.area, self.period = area, period
        self._standing: dict[str, list[Unit]] = {}

    @cached_property
    def versions(self) -> list[Unit]:
        return list(units.versions())

    def standing(self, period: str) -> list[Unit]:
        """Places right below the area at the end of the period, by code."""
        if period not in self._standing:
            self._standing[period] = self._drawn(window(parse(period)).cut_off)
        return self._standing[period]

    def _drawn(self, day: date) -> list[Unit]:
        return sorted(
            (
                one
                for one in self.versions
                if one.parent is not None and one.parent.code == self.area.code and one.level != Level.AGENCY
                and one.valid_from <= day and (one.valid_to is None or one.valid_to > day)
            ),
            key=lambda one: one.code,
        )  # fmt: skip

    @cached_property
    def rows(self) -> list[Unit]:
        """Of the form's own period: each has a row."""
        return self.standing(self.period.id)

    def name(self, code: str) -> str:
        return next((one.name for one in reversed(self.versions) if one.code == code), code)

    def then(self, code: str, period: str) -> list[str]:
        """Codes of what a unit of the form's period was in that one: itself, and those that became part of it since
        and of no other.
        """
        now = {one.code for one in self.rows}
        return [
            one.code
            for one in self.standing(period)
            if one.code == code or (one.successors == [code] and one.code not in now)
        ]

    def absent(self, code: str, period: str) -> str:
        """Why a unit that did not stand at the end of the period has no number of it."""
        last = next((one for one in reversed(self.versions) if one.code == code), None)
        if last is None:
            return _("không còn đơn vị mã %(code)s") % {"code": code}
        if last.valid_to is None:
            return _("%(unit)s chưa thành lập trong kỳ này") % {"unit": last.name}
        said = _("%(unit)s không còn từ ngày %(day)s") % {
            "unit": last.name,
            "day": f"{last.valid_to:%d/%m/%Y}",
        }
        after = ", ".join(self.name(one) for one in last.successors)
        return said + (_(", nay thuộc %(units)s") % {"units": after} if after else "")

    def unlisted(
        self, places: Sequence[Place], settled: Iterable[tuple[str, Source]]
    ) -> list[tuple[str, list[Unit]]]:
        """Of each table that lists units by name: those of the period that it has no row for."""
        told = dict(settled)
        listed: dict[str, set[str]] = {}
        for place in places:
            source = told.get(place.at)
            if source is not None and source.unit and source.unit != EACH:
                listed.setdefault(place.grid, set()).add(source.unit)
        missing = [
            (grid, [one for one in self.rows if one.code not in codes])
            for grid, codes in listed.items()
            if len(codes) > 1
        ]
        return [(grid, rows) for grid, rows in missing if rows]
