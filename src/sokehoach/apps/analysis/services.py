"""Saves, shares and removes questions of their owner; stores the ready questions of a programme."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from sokehoach.adapters.programme_files.definition import ReadyQuestion
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.analysis import models, permissions, queries
from sokehoach.apps.analysis.models import SavedQuestion
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators.queries import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Question
from sokehoach.domain.messages import say

_MAX_NAME_LETTERS = 120


@write("question.keep")
def save_question(*, name: str, question: Question, units: Sequence[Unit], by: User, at: datetime) -> ServiceResult:
    """Save a question under a name, replacing the owner's question of that name.

    It is shared with the accounts of `units`, which must be in the owner's scope and able to open it. Raises
    NotFoundError for an account that may not ask; InvalidInput for a name that is missing or names a person, or for
    another unit.
    """
    day = timezone.localdate(at)
    scope = scope_of(by, day)
    if not permissions.may_ask(scope):
        raise NotFoundError
    name = " ".join(name.split())
    if len(name) > _MAX_NAME_LETTERS:
        raise InvalidInput({"name": [get_violation_message(SavedQuestion, "analysis_question_has_a_name")]})
    if units_out_of_scope := [unit.name for unit in units if unit.pk not in permissions.list_area_ids(scope)]:
        params = {"units": ", ".join(units_out_of_scope)}
        raise InvalidInput({"units": [say("Chỉ chia sẻ được trong phạm vi của mình, không với %(units)s.") % params]})
    asking_codes = queries.list_asking_unit_codes(day)
    if units_without_asker := [unit.name for unit in units if unit.code not in asking_codes]:
        params = {"units": ", ".join(units_without_asker)}
        raise InvalidInput({"units": [say("Không tài khoản nào của %(units)s được hỏi số liệu: bỏ chọn.") % params]})
    row, fresh = SavedQuestion.objects.update_or_create(
        owner=by, name=name, defaults={"definition": questions.serialize_question(question), "saved_at": at}
    )
    row.shared_with.set(units)
    row.programmes.set(elements.list_measured_programmes(question.measures))
    return ServiceResult(
        subject=f"question:{row.pk}",
        unit=by.unit.code,
        detail={"fresh": fresh, "shared_with": [unit.code for unit in units]},
        answer={"id": str(row.pk)},
    )


@write("question.remove")
def remove_question(*, question: SavedQuestion, by: User, at: datetime) -> ServiceResult:
    """Remove a question. Raises NotFoundError where it is not `by`'s own."""
    if question.owner_id != by.pk:
        raise NotFoundError
    subject = f"question:{question.pk}"
    question.delete()
    return ServiceResult(subject=subject, unit=by.unit.code)


@write("question.keep_ready")
def replace_ready_questions(
    *, programme: Programme, ready_questions: Iterable[ReadyQuestion], by: User | str, at: datetime
) -> ServiceResult:
    """Replace the programme's ready questions."""
    ready_questions = list(ready_questions)
    codes = [ready_question.code for ready_question in ready_questions]
    models.ReadyQuestion.objects.filter(programme=programme).exclude(code__in=codes).delete()
    models.ReadyQuestion.objects.bulk_create(
        [
            models.ReadyQuestion(
                programme=programme,
                code=ready_question.code,
                title=ready_question.title,
                about=ready_question.about,
                definition=questions.serialize_question(ready_question.question),
                position=position,
            )
            for position, ready_question in enumerate(ready_questions)
        ],
        update_conflicts=True,
        unique_fields=["programme", "code"],
        update_fields=["title", "about", "definition", "position"],
    )
    return ServiceResult(subject="questions", detail={"kept": len(ready_questions)})
