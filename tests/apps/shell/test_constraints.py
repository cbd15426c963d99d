"""What the database refuses, a person reads as the sentence of the constraint."""

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import translation
from tools.message_ids import VIETNAMESE

from sokehoach.apps.accounts.models import Capacity, User
from sokehoach.apps.analysis.models import SavedQuestion
from sokehoach.apps.audit.models import Witness
from sokehoach.apps.audit.services.writes import run_service
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell.constraints import build_refusal, get_violation_message, has_sentence
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.factories.cast import AT, Cast

pytestmark = pytest.mark.both_databases


def _refused(change: Callable[[], object]) -> IntegrityError:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        change()
    return refused.value


def _store_nameless_question(owner: User) -> object:
    return SavedQuestion.objects.create(name="", definition={}, owner=owner, saved_at=AT)


def test_a_violated_check_says_its_sentence_beside_its_field(cast: Cast) -> None:
    refusal = build_refusal(_refused(lambda: _store_nameless_question(cast.office)))
    assert isinstance(refusal, InvalidInput)
    assert refusal.messages == {"name": ["Đặt tên câu hỏi, nhiều nhất 120 chữ."]}


def test_the_sentence_of_a_check_is_in_the_readers_language(cast: Cast) -> None:
    """Services run in Vietnamese; the page that shows their refusal does not."""
    refused = _refused(lambda: _store_nameless_question(cast.office))
    for language in ("vi", "en"):
        with translation.override(language):
            refusal = build_refusal(refused)
        assert isinstance(refusal, InvalidInput)
        (message,) = refusal.messages["name"]
        assert message == "Đặt tên câu hỏi, nhiều nhất 120 chữ."
        with translation.override("en"):
            assert translate(message) == "Name the question, in at most 120 characters."


def test_every_sentence_of_a_constraint_has_its_english() -> None:
    rules = [(model, rule) for model in apps.get_models() for rule in model._meta.constraints if has_sentence(rule)]
    assert len(rules) > 30
    with translation.override("en"):
        said = {rule.name: translate(get_violation_message(model, rule.name)) for model, rule in rules}
    assert {name: text for name, text in said.items() if VIETNAMESE.search(re.sub("«[^»]*»", "", text))} == {}


def test_a_violated_unique_constraint_without_a_field_refuses_the_action(cast: Cast) -> None:
    def give_the_other_side() -> None:
        Capacity.objects.get_or_create(user=cast.police, function="support")

    refusal = build_refusal(_refused(give_the_other_side))
    assert isinstance(refusal, ActionRefused)
    assert "phải tách biệt nhau" in refusal.message


def test_a_violated_unique_field_says_its_own_sentence(cast: Cast) -> None:
    refusal = build_refusal(
        _refused(lambda: User.objects.create(username=cast.office.username, full_name="A", unit=cast.office.unit))
    )
    assert isinstance(refusal, InvalidInput)
    assert list(refusal.messages) == ["username"]


def test_a_constraint_without_a_sentence_stays_a_database_error(cast: Cast) -> None:
    Witness.objects.create(name="a", title="A", key="1")
    assert build_refusal(_refused(lambda: Witness.objects.create(name="a", title="B", key="2"))) is None
    assert build_refusal(IntegrityError("FOREIGN KEY constraint failed")) is None
    assert build_refusal(IntegrityError("NOT NULL constraint failed: plans_plan.title")) is None


def test_a_write_that_the_database_refuses_stores_nothing(cast: Cast) -> None:
    before = Plan.objects.count()

    def service(*, by: User, at: object) -> object:
        Plan.objects.create(unit=by.unit, kind="K", title="T", file_name="f", text="t", digest="d", created_by=by,
                            created_at=AT)  # fmt: skip
        return _store_nameless_question(by)

    with pytest.raises(InvalidInput):
        run_service("question.keep", service, {"by": cast.office, "at": AT})  # type: ignore[arg-type]
    assert Plan.objects.count() == before
