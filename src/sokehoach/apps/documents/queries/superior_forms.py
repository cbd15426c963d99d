"""Superior's forms that an account may open, their places, and the units that they cover."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.permissions import may_take
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.orgunits.queries.succession import explain_obstacle
from sokehoach.apps.reporting.queries.window_rules import get_common_cut_off
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.form_structure import Line, parse_external_form
from sokehoach.domain.documents.external_form.mapping_migration import MappingMigration, migrate_mapping
from sokehoach.domain.documents.external_form.places import Place, list_all_places, list_places, list_totals
from sokehoach.domain.documents.external_form.source import EACH_UNIT, PlaceSource
from sokehoach.domain.documents.external_form.source import parse_source as source_from_json
from sokehoach.domain.documents.external_form.vocabulary import Vocabulary
from sokehoach.domain.notation import write_day
from sokehoach.domain.orgtree.succession import Obstacle, Succession
from sokehoach.domain.orgtree.unit import Unit as UnitVersion
from sokehoach.domain.periods.period import Period


def list_forms(user: User) -> list[SuperiorForm]:
    rows = SuperiorForm.objects.select_related("unit__parent", "follows").defer("content", "layout")
    return [row for row in rows if may_take(user, row.unit)]


def access_form(user: User, pk: uuid.UUID) -> SuperiorForm:
    """The form; NotFoundError outside the account's scope."""
    row = SuperiorForm.objects.select_related("unit__parent").filter(pk=pk).first()
    if row is None or not may_take(user, row.unit):
        raise NotFoundError
    return row


def get_places(row: SuperiorForm) -> tuple[Place, ...]:
    return list_places(parse_external_form(row.layout))


def get_totals(row: SuperiorForm) -> tuple[Place, ...]:
    """Cells that the form computes itself: compared with consolidated figures, never written."""
    return list_totals(parse_external_form(row.layout))


def build_reading(row: SuperiorForm, vocabulary: Vocabulary, *, more: Mapping[str, str] | None = None) -> FormReading:
    """`more`: answers in addition to the stored ones."""
    return FormReading(list_all_places(parse_external_form(row.layout)), vocabulary, row.answers | dict(more or {}))


def get_settled_sources(row: SuperiorForm) -> dict[str, PlaceSource]:
    return {address: source_from_json(source) for address, source in row.settled.items()}


def get_aside_lines(row: SuperiorForm) -> tuple[Line, ...]:
    """Lines that ask for something but are not filled."""
    return parse_external_form(row.layout).aside


def compare_with_previous(row: SuperiorForm) -> MappingMigration:
    """The mapping carried over from the form that it follows, and what changed between the two."""
    assert row.follows is not None
    previous_form = row.follows
    return migrate_mapping(get_places(previous_form), get_settled_sources(previous_form), get_places(row))


def needs_review(row: SuperiorForm) -> bool:
    """Whether it follows a form and nobody has confirmed the changes: until then it is not filled."""
    return row.follows_id is not None and row.looked_at is None and compare_with_previous(row).has_changes


class FormUnits:
    """All versions of all units, read in one query. `programmes`: those whose reports count the periods (row ids)."""

    def __init__(self, area: Unit, period: Period, programmes: Collection[int] | None) -> None:
        self.area, self.period, self._programmes = area, period, programmes
        self._units_by_period: dict[str, list[Unit]] = {}

    @cached_property
    def versions(self) -> list[Unit]:
        return list(units.list_versions())

    def list_units(self, period: str) -> list[Unit]:
        """Places directly below the area on the last day of the period, by code."""
        if period not in self._units_by_period:
            self._units_by_period[period] = self._list_units_on(self._get_cut_off(period))
        return self._units_by_period[period]

    def _get_cut_off(self, period: str) -> date:
        return get_common_cut_off(self._programmes, period)

    def _list_units_on(self, day: date) -> list[Unit]:
        return sorted(
            (
                unit
                for unit in self.versions
                if unit.parent is not None and unit.parent.code == self.area.code and not is_attached(unit)
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

    @cached_property
    def _succession(self) -> Succession:
        return Succession(units.build_tree(self.versions), self._get_cut_off(self.period.id))

    def _find_predecessors(self, code: str, period: str) -> tuple[UnitVersion, ...] | Obstacle | None:
        """The units of that period that together are the unit of the form's period; None where it has no such unit."""
        heir = self._succession.tree.version(code, self._succession.day)
        if heir is None:
            return None
        cut_off = self._get_cut_off(period)
        return self._succession.find_predecessors(heir, start=cut_off, end=cut_off + timedelta(days=1))

    def list_codes_in(self, code: str, period: str) -> list[str]:
        """Codes in that period of the units that went as a whole into a unit of the form's period, which may be itself.

        Empty where it took only a part of one of them (ADR 51).
        """
        predecessors = self._find_predecessors(code, period)
        return [unit.code for unit in predecessors] if isinstance(predecessors, tuple) else []

    def explain_absence(self, code: str, period: str) -> str:
        """Why a unit has no number for a period at whose end it was not as it is."""
        predecessors = self._find_predecessors(code, period)
        if isinstance(predecessors, Obstacle):
            return _("không tách được: %(reason)s") % {"reason": explain_obstacle(predecessors)}
        last = next((unit for unit in reversed(self.versions) if unit.code == code), None)
        if last is None:
            return _("không còn đơn vị mã %(code)s") % {"code": code}
        if last.valid_to is None:
            return _("%(unit)s chưa thành lập trong kỳ này") % {"unit": last.name}
        message = _("%(unit)s không còn từ ngày %(day)s") % {
            "unit": last.name,
            "day": translate(write_day(last.valid_to)),
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
