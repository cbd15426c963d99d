"""Questions are kept, shared and thrown away by their owner."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.analysis import permissions
from sokehoach.apps.analysis.models import KeptQuestion
from sokehoach.apps.analysis.selectors import kept
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Question

_LONGEST = 120


@write("question.keep")
def keep(*, name: str, question: Question, units: Sequence[Unit], by: User, at: datetime) -> Done:
    """Keep a question under a name; one of the same name and owner takes the new content.

    It is shared with the accounts of `units`, which must stand within the owner's scope and be able to open it.
    Http404 for an account that may not ask; Invalid for a name that is missing or names a person, or another unit.
    """
    day = timezone.localdate(at)
    scope = scope_of(by, day)
    if not permissions.may_ask(scope):
        raise Http404
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST:
        raise Invalid({"name": [_("Đặt tên câu hỏi, nhiều nhất %(n)s chữ.") % {"n": _LONGEST}]})
    if strange := [unit.name for unit in units if unit.pk not in permissions.areas(scope)]:
        told = {"units": ", ".join(strange)}
        raise Invalid({"units": [_("Chỉ chia sẻ được trong phạm vi của mình, không với %(units)s.") % told]})
    can = kept.opening(day)
    if shut := [unit.name for unit in units if unit.code not in can]:
        told = {"units": ", ".join(shut)}
        raise Invalid({"units": [_("Không tài khoản nào của %(units)s được hỏi số liệu: bỏ chọn.") % told]})
    row, fresh = KeptQuestion.objects.update_or_create(
        owner=by, name=name, defaults={"definition": questions.write(question), "kept_at": at}
    )
    row.shared_with.set(units)
    return Done(
        subject=f"question:{row.pk}",
        unit=by.unit.code,
        detail={"fresh": fresh, "shared_with": [unit.code for unit in units]},
        answer={"id": str(row.pk)},
    )


@write("question.remove")
def remove(*, question: KeptQuestion, by: User, at: datetime) -> Done:
    """Throw a question away. Http404 where it is not `by`'s own."""
    if question.owner_id != by.pk:
        raise Http404
    subject = f"question:{question.pk}"
    question.delete()
    return Done(subject=subject, unit=by.unit.code)
