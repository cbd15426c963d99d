"""Stores the ready questions of a programme."""

from collections.abc import Iterable
from datetime import datetime

from sokehoach.adapters.pack.pack import ReadyQuestion
from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis import models
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.domain.analysis import question as questions


@write("question.keep_ready")
def replace_ready_questions(*, ready_questions: Iterable[ReadyQuestion], by: User | str, at: datetime) -> ServiceResult:
    """Replace the programme's ready questions."""
    ready_questions = list(ready_questions)
    models.ReadyQuestion.objects.exclude(code__in=[ready_question.code for ready_question in ready_questions]).delete()
    for position, ready_question in enumerate(ready_questions):
        models.ReadyQuestion.objects.update_or_create(
            code=ready_question.code,
            defaults={
                "title": ready_question.title,
                "about": ready_question.about,
                "definition": questions.serialize_question(ready_question.question),
                "position": position,
            },
        )
    return ServiceResult(subject="questions", detail={"kept": len(ready_questions)})
