"""Whose money is seen."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.apps.registers.budget import samples
from tests.apps.registers.making import Book
from tests.factories.cast import Cast


@pytest.mark.parametrize(("who", "rows"), [("commune", 1), ("office", 1), ("other_commune", 0), ("outsider", 0)])
def test_a_balance_counts_the_lines_in_scope_alone(cast: Cast, signed_in: Any, who: str, rows: int) -> None:
    Book(cast, samples).add()
    page = signed_in(getattr(cast, who)).get(reverse("budget:balance"))
    assert len(page.context["rows"]) == rows


def test_who_reads_no_register_finds_no_page(cast: Cast, signed_in: Any) -> None:
    assert signed_in(cast.leader).get(reverse("budget:balance")).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    assert Client().get(reverse("budget:balance")).status_code == 302
