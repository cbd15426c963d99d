"""The page of a register of a draft: each table with its rows as words, explained, with its faults."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sokehoach.adapters.programme_files.register_files import CONSTRAINTS, FIELDS, MEASURES
from sokehoach.apps.setup.pages.drafts import DraftFault
from sokehoach.apps.setup.pages.register_columns import COLUMNS, DEFAULTS, SLUGS, TITLES, ColumnKind
from sokehoach.apps.setup.pages.register_tables import list_values
from sokehoach.apps.setup.queries.register_drafts import RegisterContext
from sokehoach.domain.registers.explanations import explain_constraint, explain_measure
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.register_type import RegisterType

_FIRST = {FIELDS: "label", CONSTRAINTS: "message", MEASURES: "name"}


@dataclass(frozen=True, slots=True)
class DescribedItem:
    """A field, rule or measure: its name, what else its row says, and what it does."""

    name: str
    facts: Sequence[tuple[str, str]]
    explanation: str
    faults: Sequence[DraftFault]


@dataclass(frozen=True, slots=True)
class DescribedTable:
    title: str
    slug: str
    items: Sequence[DescribedItem]


@dataclass(frozen=True, slots=True)
class UsedSet:
    code: str
    name: str
    options: Sequence[str]


def list_tables(
    context: RegisterContext,
    faults: Mapping[str, Mapping[int, Sequence[DraftFault]]],
    types: Mapping[str, RegisterType],
) -> list[DescribedTable]:
    """The tables in their order. `types`: the registers of the draft that can be read, for explanations."""
    return [
        DescribedTable(str(TITLES[part]), slug, list(_describe_items(part, context, faults[part], types)))
        for part, slug in SLUGS.items()
    ]


def _describe_items(
    part: str, context: RegisterContext, faults: Mapping[int, Sequence[DraftFault]], types: Mapping[str, RegisterType]
) -> Iterable[DescribedItem]:
    explanations = _explain_items(part, context, types) if context.register in types else []
    for number, values in enumerate(list_values(part, context)):
        facts = [
            (str(column.label), str(column.choices.get(values[column.name], values[column.name])))
            for column in COLUMNS[part]
            if column.name not in (_FIRST[part], "code")
            and values[column.name] not in ("", DEFAULTS.get(column.name, ""))
            and not (column.kind is ColumnKind.FLAG and values[column.name] == "no" and column.name != "required")
        ]
        explanation = explanations[number] if number < len(explanations) else ""
        yield DescribedItem(values[_FIRST[part]], facts, explanation, faults.get(number, ()))


def _explain_items(part: str, context: RegisterContext, types: Mapping[str, RegisterType]) -> list[str]:
    """The sentences of a table, one for each row; none for fields, which say themselves what they are."""
    register = types[context.register]
    if part == CONSTRAINTS:
        return [explain_constraint(constraint, register) for constraint in register.constraints]
    if part == MEASURES:
        fields = context.name_fields(context.file.parts[FIELDS])
        return [
            explain_measure(
                measure, register, fields, types.get(measure.rows), context.list_counted_fields(measure.rows)
            )
            for measure in register.measures
        ]
    return []


def list_used_sets(context: RegisterContext) -> list[UsedSet]:
    """The option sets from which fields of the register choose."""
    codes = dict.fromkeys(
        str(item.get("option_set"))
        for item in context.file.parts[FIELDS]
        if item.get("kind") in (FieldKind.ONE, FieldKind.MANY)
    )
    return [
        UsedSet(code, context.option_sets[code].name, list(_describe_options(context, code)))
        for code in codes
        if code in context.option_sets
    ]


def _describe_options(context: RegisterContext, code: str) -> Iterable[str]:
    """The options of a set, each with that of the wider set to which it belongs, and with those that it combines."""
    option_set = context.option_sets[code]
    owners, names = context.list_options(option_set.wider_set), context.list_options(code)
    for option in option_set.options:
        combined = " + ".join(names.get(member, member) for member in option.combines)
        facts = [fact for fact in (owners.get(option.owner), combined and f"= {combined}") if fact]
        yield f"{option.name} ({', '.join(facts)})" if facts else option.name
