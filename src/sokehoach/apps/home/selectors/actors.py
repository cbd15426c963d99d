"""Who did what the trail tells of: members of staff by name, the system's own work in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User


def list_actor_names(actors: Iterable[str]) -> dict[str, str]:
    """By doer; one that is neither an account nor known stays as it is written in the trail. One query."""
    usernames = set(actors)
    system_names = {"demo": _("lệnh dựng trình diễn"), "tick": _("máy chủ, theo giờ hẹn")}
    people = User.objects.filter(username__in=usernames).order_by().values_list("username", "full_name")
    return {name: system_names.get(name, name) for name in usernames} | dict(people)
