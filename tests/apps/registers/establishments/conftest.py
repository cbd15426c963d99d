"""Establishments and their changes, written through the services of `core`."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.indicators.models import OptionSet
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.inspections.establishments.models import Establishment, EstablishmentChange
from tests.apps.registers.establishments.samples import OPTIONS, VALUES
from tests.apps.registers.making import make_options
from tests.factories.cast import AT, Cast


@pytest.fixture(autouse=True)
def options(cast: Cast) -> None:
    make_options(OPTIONS)
    details = OptionSet.objects.get(uid="establishment_subkind")
    OptionSet.objects.filter(pk=details.pk).update(wider_set="establishment_type")
    details.options.filter(code__in=("hotel", "guesthouse")).update(owner="lodging")
    details.options.filter(code="cafe").update(owner="other")


@pytest.fixture
def opened(cast: Cast) -> Callable[..., Establishment]:
    """`opened(kind="karaoke", subkind=None)`: an establishment of xã Tênh Phông like VALUES but for what is named."""

    def write(unit: str = "03304", **values: Any) -> Establishment:
        done = entries.create_entry(
            register="establishments",
            unit=cast.units[unit],
            values=VALUES | values,
            by=cast.office,
            at=AT,
        )
        return Establishment.objects.get(pk=done.answer["id"])

    return write


@pytest.fixture
def changed(cast: Cast) -> Callable[..., EstablishmentChange]:
    def write(of: Establishment, day: date, state: str = "open", **values: Any) -> EstablishmentChange:
        done = entries.create_entry(
            register="establishment_changes",
            unit=of.unit,
            values={"day": day, "establishment": of.pk, "state": state} | values,
            by=cast.office,
            at=AT,
        )
        return EstablishmentChange.objects.get(pk=done.answer["id"])

    return write
