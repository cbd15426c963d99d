"""Writes that the database refuses today, as an older one stored them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sokehoach.apps.registers.data_registers import entry_triggers


@contextmanager
def without_entry_triggers() -> Iterator[None]:
    """Inside, no trigger judges the entries of registers that are data."""
    entry_triggers.remove_triggers()
    yield
    entry_triggers.install_triggers()
