"""What the supervised unit finds on its first page: recommendations to answer, and where it reads of visits."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.registers.core.modules import ModuleTask
from sokehoach.apps.registers.supervision import permissions, queries


def list_tasks(user: User) -> list[ModuleTask]:
    """One for each recommendation, with one query."""
    return [
        ModuleTask(
            title=_("Trả lời kiến nghị giám sát: %(text)s") % {"text": Truncator(visit.recommendation).words(16)},
            url=reverse("supervision:reply", args=[visit.pk]),
            action=_("Trả lời"),
            due_on=visit.reply_by,
            note=visit.unit.short_name,
            register="supervision",
        )
        for visit in queries.list_waiting(user)
    ]


def list_links(user: User) -> list[tuple[str, str, str]]:
    if not permissions.list_supervised_unit_ids(user, scope_of(user)):
        return []
    return [(_("Giám sát tại đơn vị"), _("do Mặt trận, đoàn thể ghi"), reverse("supervision:received"))]
