"""Fields of which one breaks down others: an option belongs to one that is chosen in any of them."""

from typing import Any, cast

import pytest

from sokehoach.apps.registers.core import rules
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.core.queries.choices import Choices


class Register:
    fields = tuple(
        FieldDefinition(name, label, FieldKind.ONE, option_set=option_set)
        for name, label, option_set in (
            ("kind", "Loại hình", "kinds"), ("detail", "Chi tiết", "details"), ("next_kind", "Loại hình mới", "kinds"),
        )
    )  # fmt: skip


class Owners:
    def get_wider_set(self, option_set: str) -> str:
        return "kinds" if option_set == "details" else ""

    def get_owner(self, field: FieldDefinition, code: object) -> str:
        return {"hotel": "lodging"}.get(str(code), "")


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"kind": "lodging", "detail": "hotel", "next_kind": "karaoke"}, []),
        ({"kind": "karaoke", "detail": "hotel", "next_kind": "lodging"}, []),
        ({"kind": "karaoke", "detail": "hotel", "next_kind": "karaoke"}, ["detail"]),
        ({"kind": "karaoke", "detail": "hotel"}, ["detail"]),
        ({"kind": "karaoke", "detail": "floating"}, []),
        ({"detail": "hotel"}, []),
        ({"kind": "lodging", "next_kind": "karaoke"}, []),
    ],
)
def test_a_detail_belongs_to_what_is_chosen(values: dict[str, Any], refused: list[str]) -> None:
    messages = rules._find_other_owners(cast(RegisterDefinition, Register()), values, cast(Choices, Owners()))
    assert list(messages) == refused
