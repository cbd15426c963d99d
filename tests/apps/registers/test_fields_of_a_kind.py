"""A field that a choice excludes is not on the page: it is hidden where the rule would refuse it."""

from datetime import date
from typing import Any

import pytest

from sokehoach.apps.registers.budget.register import REGISTER as BUDGET
from sokehoach.apps.registers.budget.register import REVIEWS
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.supervision.register import REGISTER as VISITS
from sokehoach.domain.registers.register_type import are_met
from tests.factories.first_registers import list_first_types

DAY = date(2021, 6, 1)
REFUSED: list[tuple[RegisterDefinition, str, dict[str, Any], dict[str, Any]]] = [
    (REVIEWS, "remedy_by", {"result": "met", "remedy_by": DAY}, {"result": "remark"}),
    (REVIEWS, "remedied_on", {"result": "met", "remedied_on": DAY}, {"result": "remark"}),
    (BUDGET, "allocated_on", {"allocated": None, "allocated_on": DAY}, {"allocated": 5}),
    (BUDGET, "settlement", {"settled": None, "settlement": "1/QT"}, {"settled": 5}),
    *(
        (VISITS, name, {"recommendation": "", name: value}, {"recommendation": "Bổ sung sổ."})
        for name, value in (("addressee", "099"), ("reply_by", DAY), ("replied_on", DAY), ("reply", "1/CV"))
    ),
]


@pytest.mark.parametrize(("register", "name", "values", "fitting"), REFUSED)
def test_what_a_rule_refuses_is_hidden(
    register: RegisterDefinition, name: str, values: dict[str, Any], fitting: dict[str, Any]
) -> None:
    assert register.check is not None
    assert register.check(values), "the rule refuses it there"
    conditions = register.field(name).visible_when
    assert not are_met(conditions, values)
    assert are_met(conditions, values | fitting)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("document", {"number"}), ("conference", {"people"}), ("other", {"number", "people"}), ("", set())],
)
def test_a_briefing_asks_for_what_its_kind_has(kind: str, shown: set[str]) -> None:
    fields = [field for field in list_first_types()["briefings"].fields if field.visible_when]
    assert {field.code for field in fields if are_met(field.visible_when, {"kind": kind})} == shown
