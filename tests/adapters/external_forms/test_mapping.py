"""What the product promises of mapping, on the forms that the bench measures."""

import pytest
from bench.bench_superior_mapping import DECISIONS, RIGHT, keeps_promise, totals
from bench.superior_mapping import Mapped, measure, programme

from tests.adapters.external_forms.ministry_forms import forms

pytestmark = pytest.mark.sweep


@pytest.fixture(scope="module")
def mapped() -> list[Mapped]:
    vocabulary = programme()
    return [measure(form, vocabulary) for form in forms()]


def test_what_is_given_as_sure_is_right(mapped: list[Mapped]) -> None:
    assert {form.name: form.wrong for form in mapped if form.wrong} == {}
    assert {form.name: form.followed_wrong for form in mapped if form.followed_wrong} == {}
    told = totals(mapped)
    assert told["right of sure"] >= RIGHT
    assert told["figures among them"] >= 200, "something is sure"


def test_few_decisions_are_left_to_an_official(mapped: list[Mapped]) -> None:
    assert all(form.cells >= 100 for form in mapped)
    assert [form.name for form in mapped if form.per_forty > DECISIONS] == []
    assert keeps_promise(mapped)
