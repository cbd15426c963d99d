"""The registers that the first programme defines as data, without the rest of it."""

import functools
from collections.abc import Iterable
from datetime import UTC, datetime

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, RegisterOwnership
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, get_product_registers
from sokehoach.apps.registers.data_registers.models import EntryLink, EntryOption, EntryUnit
from sokehoach.apps.registers.data_registers.services.types import import_register_types
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.registers.register_type import RegisterType
from tests.factories.programmes import first_programme

_AT = datetime(2021, 1, 1, 8, tzinfo=UTC)


@functools.cache
def read_first_definition() -> ProgrammeDefinition:
    return programmes.read_programme(programmes.DEFAULT_PROGRAMME)


def list_first_types() -> dict[str, RegisterType]:
    """By code, which is the uid too."""
    return {register.code: register for register in read_first_definition().register_types}


def list_functions() -> dict[str, str]:
    """The side of the wall of every register: those of the product, then those of the first programme."""
    owners = {row.register: row.function for row in read_first_definition().register_owners}
    functions = {code: register.function for code, register in get_product_registers().items()}
    return functions | {code: owners[code] for code in list_first_types()}


def store_first_types() -> None:
    import_register_types(
        programme=first_programme(), types=list_first_types().values(), functions=list_functions(), by="tests",
        at=_AT,
    )  # fmt: skip


def list_ownerships(levels: Iterable[str]) -> list[RegisterOwnership]:
    """Every register, kept by the units of these levels."""
    return [
        RegisterOwnership(code, function, tuple(levels), (), "tests") for code, function in list_functions().items()
    ]


def delete_entries(register: RegisterDefinition) -> None:
    """As no service does, so that a test may write them anew."""
    for links in (EntryOption, EntryUnit, EntryLink):
        links.objects.filter(entry__in=register.list_entries().values("pk")).delete()
    register.list_entries().delete()
