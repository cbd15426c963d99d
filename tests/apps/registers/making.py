"""Lines of any register, made through the service from its `samples`."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any
from uuid import UUID

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.indicators.models import Option, OptionSet
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.reporting.queries.registers import list_countings
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.programmes import first_programme

HALF = (date(2020, 12, 15), date(2021, 6, 15))  # 2021S1 by NĐ 09/2019


def make_options(sets: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    for code, options in sets.items():
        option_set, is_new = OptionSet.objects.get_or_create(
            uid=code, defaults={"programme": first_programme(), "code": code, "name": code}
        )
        if not is_new:  # the folder's own registers share it
            continue
        for position, (option, name) in enumerate(options):
            Option.objects.create(option_set=option_set, code=option, name=name, position=position)


def keep_walled(cast: Cast, who: str, function: str) -> None:
    """The cast's police and health report behind the wall; here one of them keeps its registers there as well."""
    role, _ = Role.objects.get_or_create(
        code="walled_keeper", defaults={"name": "x", "actions": ["register.view", "register.edit"]}
    )
    user = getattr(cast, who)
    grants.create_grant(user=user, role=role, unit=user.unit, function=function, since=SINCE, by="tests", at=AT)


class Book:
    """A register under test: `Book(cast, samples)`; `book.add(people=5)` tells the sample line but for that."""

    def __init__(self, cast: Cast, samples: ModuleType) -> None:
        self.cast, self.samples = cast, samples
        self.code = samples.__name__.split(".")[-2]
        make_options(samples.OPTIONS)
        if hasattr(samples, "prepare"):
            samples.prepare(cast)

    def add(self, *, unit: str = "", by: Any = None, **values: Any) -> UUID:
        done = entries.create_entry(
            register=self.code,
            unit=self.cast.units[unit or self.samples.UNIT],
            values=self.samples.VALUES | values,
            by=by or getattr(self.cast, self.samples.BY),
            at=AT,
        )
        return UUID(str(done.answer["id"]))

    def bring_in(self, lines: Sequence[Mapping[str, Any]]) -> None:
        unit = self.cast.units[self.samples.UNIT]
        entries.import_entries(
            register=self.code,
            lines=[(unit, self.samples.VALUES | line) for line in lines],
            by=getattr(self.cast, self.samples.BY),
            at=AT,
        )

    def number(
        self,
        measure: str,
        *where: tuple[str, str],
        unit: str = "",
        days: tuple[date, date] = HALF,
        year: date | None = None,
    ) -> Any:
        """`year` is the first day of the counting year, for what is counted from there on."""
        (told,) = list_countings()[self.code].measure_all(
            [MeasureQuery(measure, where)],
            unit=self.cast.units[unit or self.samples.UNIT],
            start=days[0],
            end=days[1],
            year=year,
        )
        return told.number
