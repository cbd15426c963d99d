"""The ready questions of a programme."""

from collections.abc import Iterable
from datetime import datetime

from sokehoach.adapters.pack.pack import ReadyQuestion
from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis import models
from sokehoach.apps.audit.services import Done, write
from sokehoach.domain.analysis import question as questions


@write("question.keep_ready")
def keep(*, ready: Iterable[ReadyQuestion], by: User | str, at: datetime) -> Done:
    """Take the programme's questions in place of those it had."""
    ready = list(ready)
    models.ReadyQuestion.objects.exclude(code__in=[one.code for one in ready]).delete()
    for position, one in enumerate(ready):
        models.ReadyQuestion.objects.update_or_create(
            code=one.code,
            defaults={
                "title": one.title,
                "about": one.about,
                "definition": questions.write(one.question),
                "position": position,
            },
        )
    return Done(subject="questions", detail={"kept": len(ready)})
