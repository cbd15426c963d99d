"""Which search column of the table of entries holds which field: typed, few, and the same for every register.

Filters and totals of a list, the day by which a measure counts, and the days of a page of what waits need one. What a
field has it keeps; a field that no longer needs its column leaves it to another one.
"""

from collections.abc import Iterable, Mapping

from sokehoach.domain.messages import say
from sokehoach.domain.registers.field_kinds import LIST_KINDS, FieldKind
from sokehoach.domain.registers.overview import OverviewKind
from sokehoach.domain.registers.register_type import DAY, RegisterType

TEXT_COLUMNS = tuple(f"text{number}" for number in range(1, 5))
NUMBER_COLUMNS = tuple(f"number{number}" for number in range(1, 5))
DAY_COLUMNS = tuple(f"day{number}" for number in range(1, 4))
SEARCH_COLUMNS = (*TEXT_COLUMNS, *NUMBER_COLUMNS, *DAY_COLUMNS)
FILTER_KINDS = (FieldKind.ONE, FieldKind.MANY, FieldKind.UNIT, FieldKind.UNITS, FieldKind.LINE, FieldKind.FLAG,
                FieldKind.QUARTER)  # fmt: skip


def _list_needs(register: RegisterType) -> dict[tuple[str, ...], list[str]]:
    """The fields that need a column, by the columns that suit them. A list of choices is found by its own table."""
    filtered = [
        code for code in register.filters if (field := register.find_field(code)) and field.kind not in LIST_KINDS
    ]
    dated = dict.fromkeys(measure.dated_by for measure in register.measures if measure.dated_by != DAY)
    waiting = [page for page in register.overviews if page.kind is OverviewKind.WAITING]
    dated |= dict.fromkeys(name for page in waiting for name in (page.field, page.done_on) if name != DAY)
    return {TEXT_COLUMNS: filtered, NUMBER_COLUMNS: list(register.totals), DAY_COLUMNS: list(dated)}


def find_column_problems(register: RegisterType) -> Iterable[tuple[str, str]]:
    """(key of the register, reason) where a definition asks for more columns than there are."""
    for columns, name, fields in zip(
        (TEXT_COLUMNS, NUMBER_COLUMNS, DAY_COLUMNS),
        ("filters", "totals", "measures"),
        _list_needs(register).values(),
        strict=True,
    ):
        if len(fields) > len(columns):
            yield (
                name,
                say(
                    "«%(name)s» dùng nhiều nhất %(columns_count)s trường, không kể trường nhiều lựa chọn",
                    name=name,
                    columns_count=len(columns),
                ),
            )
    for code in register.filters:
        field = register.find_field(code)
        if field is not None and field.kind not in FILTER_KINDS:
            yield "filters", say("«filters» chỉ lọc theo trường để chọn, không phải «%(code)s»", code=code)


def assign_columns(register: RegisterType, previous: Mapping[str, str]) -> dict[str, str]:
    """The column of each field that needs one. `previous`: those of the version before."""
    assigned: dict[str, str] = {}
    for columns, fields in _list_needs(register).items():
        current = {code: previous[code] for code in fields if previous.get(code) in columns}
        free = [column for column in columns if column not in current.values()]
        new = [code for code in fields if code not in current]
        assigned |= current | dict(zip(new, free, strict=False))
    return assigned
