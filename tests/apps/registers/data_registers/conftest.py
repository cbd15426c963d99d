"""The digital programme of the province with its officials, and entries of its registers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import override_settings

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, get_registers
from sokehoach.apps.registers.core.measure_query import MeasureQuery, MeasureResult
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import RegisterType
from sokehoach.apps.reporting.queries.registers import list_countings
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DEMONSTRATION, DIGITAL, morning

DAY = date(2026, 2, 10)


@dataclass(frozen=True)
class ProgrammeRegisters:
    """The registers of a programme by printed code, and its officials."""

    programme: str
    people: Mapping[str, User]

    def get(self, code: str) -> RegisterDefinition:
        uid = RegisterType.objects.get(programme__code=self.programme, code=code).uid
        return get_registers()[uid]

    def add(self, code: str, username: str, **values: Any) -> UUID:
        by = self.people[username]
        result = entries.create_entry(
            register=self.get(code).code, unit=by.unit, values={"day": DAY} | values, by=by, at=morning()
        )
        return UUID(str(result.answer["id"]))

    def count(
        self, code: str, measure: str, username: str, *, start: date = date(2026, 1, 1), end: date = date(2026, 3, 15),
        **where: str,
    ) -> MeasureResult:  # fmt: skip
        """The measure for the unit of the official, with options by printed code of the option set."""
        register = self.get(code)
        sets = {field.option_set: field.option_set for field in register.fields if field.option_set}
        sets |= {field.name: field.option_set for field in register.fields if field.option_set}
        query = MeasureQuery(measure, tuple((sets[name], option) for name, option in where.items()))
        (result,) = list_countings()[register.code].measure_all(
            [query], unit=self.people[username].unit, start=start, end=end, year=date(2025, 12, 15)
        )
        return result


@pytest.fixture(autouse=True)
def options() -> None:
    """The programmes bring their own."""


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[ProgrammeRegisters]:
    """Loaded once for a module, within a transaction."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMONSTRATION=DEMONSTRATION):
        quang_ngai.load(DIGITAL)
        yield ProgrammeRegisters(DIGITAL, quang_ngai.hire(DIGITAL))
        transaction.set_rollback(True)


@pytest.fixture
def digital(loaded: ProgrammeRegisters, db: None, settings: Any) -> ProgrammeRegisters:
    settings.DEMONSTRATION = DEMONSTRATION
    return loaded
