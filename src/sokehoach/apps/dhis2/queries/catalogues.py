"""Programmes and units as DHIS2's clients know them: what an account's pages show, or a whole programme."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from sokehoach.adapters.dhis2.catalogue import ObjectCatalogue, ProgrammeSource
from sokehoach.adapters.dhis2.definition_objects import build_definition_objects
from sokehoach.adapters.dhis2.unit_objects import Objects, UnitKey, UnitSource, build_unit_objects, make_unit_uid
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.indicators.queries import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.shell import clock
from sokehoach.domain.indicators.element import parse_key
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Form


@dataclass(frozen=True)
class MetadataContext:
    """What an account, or a command, sees of definitions and units.

    `rows`: the visible units by row id, each with its parent. `form_units`: the code of the unit that consolidates each
    form (uid). `programmes`: row ids by code.
    """

    catalogue: ObjectCatalogue
    rows: dict[int, Unit]
    tree: Tree
    form_units: dict[str, str]
    programmes: dict[str, int]

    @cached_property
    def units_by_uid(self) -> dict[str, Unit]:
        return {make_unit_uid(_get_key(row)): row for row in self.rows.values()}

    @cached_property
    def uids_by_unit(self) -> dict[int, str]:
        return {row.pk: uid for uid, row in self.units_by_uid.items()}

    @cached_property
    def units_by_code(self) -> dict[str, list[Unit]]:
        """The versions of each code, the earliest first."""
        by_code: dict[str, list[Unit]] = {}
        for row in sorted(self.rows.values(), key=lambda row: row.valid_from):
            by_code.setdefault(row.code, []).append(row)
        return by_code

    @cached_property
    def unit_objects(self) -> Objects:
        return build_unit_objects(_build_source(row) for row in self.rows.values())

    @cached_property
    def definition_objects(self) -> Objects:
        return build_definition_objects(self.catalogue, self._list_reporters())

    @property
    def objects(self) -> Objects:
        return {**self.definition_objects, **self.unit_objects}

    def _list_reporters(self) -> dict[str, tuple[UnitKey, ...]]:
        """The visible units that report each form today."""
        snapshot = self.tree.as_of(clock.today())
        visible = {_get_key(row) for row in self.rows.values()}
        reporters: dict[str, tuple[UnitKey, ...]] = {}
        for programme in self.catalogue.programmes:
            for form in programme.forms:
                top = self.form_units[form.uid]
                today = snapshot.reporters(form.reporters, root_code=top) if top in snapshot else ()
                reporters[form.uid] = tuple(unit.identity for unit in today if unit.identity in visible)
        return reporters


def load_metadata_context(user: User) -> MetadataContext:
    """What the account's pages show: the forms whose reports or figures it follows, and the units of its scope."""
    scope = scope_of(user)
    rows = {row.pk: row for row in units.list_versions()}
    placed_forms = query_forms.list_placed_forms(user)
    visible = [
        (form, unit, programme)
        for form, unit, programme in placed_forms
        if not form.is_withdrawn and _follows_form(scope.restrict_to(programme), form, rows)
    ]
    programmes = list(Programme.objects.filter(filter_programmes(scope, "pk")))
    reached_units = frozenset[int]().union(*scope.units_by_action.values())
    return _build_context(visible, programmes, rows, reached_units)


def load_programme_context(programme: Programme) -> MetadataContext:
    """The whole programme as published and all units, for a command. NotFoundError where nothing is published."""
    definition = build_published_programme(programme.code)
    head = {"standing_office": definition.standing_office, "valid_from": definition.valid_from.isoformat()}
    forms = [
        (form, query_forms.get_unit_code(form.uid), programme.pk)
        for form in query_forms.list_forms(programme)
        if not form.is_withdrawn
    ]
    return _build_context(forms, [programme], {row.pk: row for row in units.list_versions()}, None, head)


def _follows_form(scope: Scope, form: Form, rows: Mapping[int, Unit]) -> bool:
    """Whether the account follows a reporter of the form, or sees its figures in some area."""
    if scope.units(Action.CONSOLIDATE_VIEW, GENERAL):
        return True
    followed = (rows[pk] for pk in permissions.list_followed_units(scope, form.function) if pk in rows)
    return any(row.level in form.reporters.levels or row.code in form.reporters.codes for row in followed)


def _build_context(
    placed_forms: Sequence[tuple[Form, str, int]],
    programmes: Iterable[Programme],
    rows: Mapping[int, Unit],
    reached_units: frozenset[int] | None,
    head: Mapping[str, str] = MappingProxyType({}),
) -> MetadataContext:
    sources = []
    option_sets = elements.list_option_sets()
    codes = {}
    for programme in programmes:
        forms = tuple(form for form, _unit, pk in placed_forms if pk == programme.pk)
        codes[programme.code] = programme.pk
        if not forms:
            continue
        own_elements = elements.list_elements(programme=programme.pk)
        cells = [cell for form in forms for definition in form.definitions for cell in definition.printed_cells]
        printed = {cell.element for cell in cells}
        dividing = {name for cell in cells for name in parse_key(cell.disaggregation) or ()}  # earlier ones among them
        dividing |= {uid for code in printed for uid in own_elements[code].disaggregations}
        indicators = {
            uid: indicator
            for uid, indicator in elements.list_indicators(programme).items()
            if {element for element, _key in indicator.names} <= printed
        }
        sources.append(
            ProgrammeSource(
                code=programme.code,
                name=programme.name,
                forms=forms,
                elements=own_elements,
                option_sets={uid: option_sets[uid] for uid in option_sets if uid in dividing},
                indicators=indicators,
                head={
                    "name": programme.name,
                    "short_name": programme.short_name,
                    "unit": programme.unit.code if programme.unit else "",
                    **head,
                },
            )
        )
    return MetadataContext(
        catalogue=ObjectCatalogue(sources),
        rows=dict(rows) if reached_units is None else _add_units_above(rows, reached_units),
        tree=units.build_tree(rows.values()),
        form_units={form.uid: unit for form, unit, _programme in placed_forms},
        programmes=codes,
    )


def _add_units_above(rows: Mapping[int, Unit], reached_units: Iterable[int]) -> dict[int, Unit]:
    """The units with all that are above them, whose names any page shows."""
    visible: dict[int, Unit] = {}
    for pk in reached_units:
        current: int | None = pk
        while current is not None and current in rows and current not in visible:
            visible[current] = rows[current]
            current = rows[current].parent_id
    return visible


def _get_key(row: Unit) -> UnitKey:
    return row.code, row.valid_from


def _build_source(row: Unit) -> UnitSource:
    return UnitSource(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        level=get_levels()[row.level],
        parent=None if row.parent is None else _get_key(row.parent),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        letterhead=row.letterhead,
        function=row.function,
        asked=row.asked,
        successors=tuple(row.successors),
        source=row.source,
    )
