"""The order in which a move to another database copies tables."""

import pytest

from sokehoach.apps.registers.data_registers import entry_triggers
from sokehoach.apps.setup.services.moves import _list_models


@pytest.mark.parametrize("table", [entry_triggers.TYPE, entry_triggers.VERSION, entry_triggers.RULE])
def test_entries_come_after_the_rules_by_which_a_trigger_judges_them(table: str) -> None:
    tables = [model._meta.db_table for model in _list_models()]
    assert tables.index(table) < tables.index(entry_triggers.ENTRY)
