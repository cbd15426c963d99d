"""Builds the definition of a programme from the rows that several apps store of it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import Manager, Model

from sokehoach.adapters.programme_files.canonical import NO_POLICY, normalize, parse_plain, to_plain
from sokehoach.adapters.programme_files.definition import (
    ProgrammeDefinition,
    ReadyQuestion,
    RegisterOwnership,
    ReportTemplate,
    RoleDefinition,
)
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.registers.core.modules import DefinitionSection, list_sections
from sokehoach.apps.registers.data_registers.definitions import parse_type
from sokehoach.apps.reporting.queries.forms import parse_reporting_schedule, read_form
from sokehoach.domain.indicators.element import SHARED_OPTION_SETS, DataElement, Option, OptionSet
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.registers.register_type import RegisterType

_EARLIER_NAMES = {"ReportingSchedule": "Regime", "RegisterOwnership": "Keeping"}  # in the state of setup.0002
NOT_STORED = "không rõ"  # the source of what a row has no column for

type GetModel = Callable[[str, str], type[Model]]


def build_stored_definition(get_model: GetModel, programme: Any) -> ProgrammeDefinition:
    """The definition that the rows of a programme hold, with codes as names.

    `get_model`: that of an app registry, so that a migration asks for rows as they are in its state. What no row holds
    is empty (assumptions, the sample plan) or NOT_STORED (some sources); an action has its code as name.
    """
    rows = _Rows(get_model, programme)
    outlines = rows.list_outlines()
    own_outline = next((row for row in outlines if row.writers == "issuer"), None)
    schedules = tuple(
        parse_reporting_schedule(row.definition) for row in rows.of_programme("reporting", "ReportingSchedule")
    )
    roles = tuple(_build(RoleDefinition, row) for row in rows.list_roles())
    unit = programme.unit.code if programme.unit else ""
    modules: dict[str, Any] = {section.name: rows.list_rules(section) for section in list_sections()}
    stored = ProgrammeDefinition(
        code=programme.code,
        name=programme.name,
        short_name=_get_short_name(programme),
        unit=unit,
        standing_office=own_outline.issuer.code if own_outline else unit,
        valid_from=min((schedule.valid_from for schedule in schedules), default=date(2000, 1, 1)),
        report_due_days=own_outline.due_days if own_outline else 0,
        assumptions=(),
        levels=Levels(()),
        units=(),
        groups=(),
        policy=NO_POLICY,
        option_sets=tuple(rows.list_option_sets()),
        elements=tuple(_build(DataElement, row) for row in rows.of_programme("indicators", "DataElement")),
        indicators=tuple(_build_indicator(row) for row in rows.of_programme("indicators", "Indicator")),
        forms=tuple(read_form(row.definition) for row in rows.of_programme("reporting", "Form")),
        reporting_schedules=schedules,
        register_owners=tuple(rows.list_ownerships()),
        register_types=rows.list_register_types(),
        reports=tuple(_build_report(row) for row in outlines),
        actions={action: action for role in roles for action in role.actions},
        roles=roles,
        sample_plan="",
        questions=tuple(
            _build(ReadyQuestion, row, question=row.definition)
            for row in rows.of_programme("analysis", "ReadyQuestion")
        ),
        **modules,
    )
    return normalize(stored, rows.list_names())


def _get_short_name(programme: Any) -> str:
    """«» where it is the name; the migration that stores version 1 comes before the column."""
    short_name: str = getattr(programme, "short_name", programme.name)
    return "" if short_name == programme.name else short_name


class _Rows:
    """The rows of one programme."""

    def __init__(self, get_model: GetModel, programme: Any) -> None:
        self._get_model, self._programme = get_model, programme

    def _model(self, app: str, model: str) -> type[Model]:
        try:
            return self._get_model(app, model)
        except LookupError:
            return self._get_model(app, _EARLIER_NAMES[model])

    def _rows(self, app: str, model: str) -> Manager[Any]:
        return self._model(app, model)._default_manager

    def of_programme(self, app: str, model: str) -> Iterable[Any]:
        model_class = self._model(app, model)
        has_position = any(field.name == "position" for field in model_class._meta.local_fields)
        return (
            self._rows(app, model).filter(programme=self._programme.pk).order_by("position" if has_position else "pk")
        )

    def list_names(self) -> dict[str, dict[str, str]]:
        """Kind → uid and code → code."""
        names: dict[str, dict[str, str]] = {
            kind: {} for kind in ("form", "element", "indicator", "outline", "register")
        }
        names["option_set"] = {code: code for code in SHARED_OPTION_SETS}
        for identity in self.of_programme("programmes", "Identity"):
            names[identity.kind] |= {identity.uid: identity.code, identity.code: identity.code}
        return names

    def list_option_sets(self) -> Iterator[OptionSet]:
        for row in self.of_programme("indicators", "OptionSet"):
            options = self._rows("indicators", "Option").filter(option_set=row.pk).order_by("position")
            yield OptionSet(
                row.code,
                row.code,
                row.name,
                # Rows of migrations before these columns have none.
                tuple(
                    Option(
                        option.code,
                        option.name,
                        owner=getattr(option, "owner", ""),
                        combines=tuple(getattr(option, "combines", ())),
                    )
                    for option in options
                ),
                NOT_STORED,
                getattr(row, "wider_set", ""),
            )

    def list_outlines(self) -> list[Any]:
        """The newest version of each outline that the programme supplied, not those that officials wrote since."""
        columns = {field.column: field.name for field in self._model("documents", "ReportOutline")._meta.local_fields}
        supplied = {"programme": self._programme.pk, columns["kept_by_id"]: None}
        rows = self._rows("documents", "ReportOutline").filter(**supplied)
        newest = {row.code: row for row in rows.order_by("version").select_related("issuer")}
        return [newest[code] for code in sorted(newest)]

    def list_roles(self) -> list[Any]:
        """For the first programme those of the whole installation, then its own: of one code, its own is the last."""
        is_first = not self._rows("programmes", "Programme").filter(pk__lt=self._programme.pk).exists()
        rows = self._rows("accounts", "Role")
        wide_roles = list(rows.filter(programme=None).order_by("pk")) if is_first else []
        return [*wide_roles, *rows.filter(programme=self._programme.pk).order_by("pk")]

    def list_ownerships(self) -> Iterator[RegisterOwnership]:
        functions = {code: register.function for code, register in catalogue.get_product_registers().items()}
        with suppress(LookupError):  # a migration may be older than the table
            types = self._rows("data_registers", "RegisterType").filter(programme=self._programme.pk)
            functions |= dict(types.values_list("uid", "function"))
        for row in self.of_programme("shelf", "RegisterOwnership"):
            function = functions.get(row.register, GENERAL)
            yield _build(RegisterOwnership, row, function=function, source=NOT_STORED)

    def list_register_types(self) -> tuple[RegisterType, ...]:
        """Those that the programme still defines; none in the state of a migration that is older than they are."""
        try:
            versions = self._rows("data_registers", "RegisterTypeVersion")
        except LookupError:
            return ()
        owned_registers = {row.register for row in self.of_programme("shelf", "RegisterOwnership")}
        current = versions.filter(type__programme=self._programme.pk, type__uid__in=owned_registers, is_current=True)
        return tuple(parse_type(row.definition) for row in current)

    def list_rules(self, section: DefinitionSection) -> tuple[Any, ...]:
        """Rows that the programme supplied for a register which it keeps."""
        if not any(row.register == section.register for row in self.of_programme("shelf", "RegisterOwnership")):
            return ()
        rows = self._rows(*section.model).all()
        return tuple(_build(section.kind, row) for row in rows if getattr(row, "added_by_id", None) is None)


def _build[T](kind: type[T], row: Any, **values: Any) -> T:
    """The dataclass from the columns of the same names; what the row has no column for keeps its default."""
    columns = {
        field.name: to_plain(getattr(row, field.name))
        for field in fields(kind)  # type: ignore[arg-type]
        if hasattr(row, field.name) and not field.metadata.get("derived")
    }
    return parse_plain(kind, columns | values)


def _build_indicator(row: Any) -> Indicator:
    rule = {"per": row.per, "compared_with": row.compared_with} | ({"change": row.change} if row.change else {})
    return _build(Indicator, row, rule=rule)


def _build_report(row: Any) -> ReportTemplate:
    definition = {
        name: value for name, value in row.definition.items() if name not in ("sections", "schedule", "valid_from")
    }
    outline = {"code": row.code, "title": row.title, "sections": row.definition["sections"]}
    plain = definition | {
        "outline": outline, "issuer": row.issuer.code, "writers": row.writers, "follows": row.follows,
        "source": NOT_STORED,
    }  # fmt: skip
    return parse_plain(ReportTemplate, plain)
