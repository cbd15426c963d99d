"""Names the actors of audit events."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User


def list_actor_names(actors: Iterable[str]) -> dict[str, str]:
    """Maps actors to names, with one query: staff by full name, the system's work by label, others unchanged."""
    usernames = set(actors)
    system_names = {"demo": _("lệnh dựng trình diễn"), "tick": _("máy chủ, theo giờ hẹn")}
    people = User.objects.filter(username__in=usernames).order_by().values_list("username", "full_name")
    return {name: system_names.get(name, name) for name in usernames} | dict(people)
