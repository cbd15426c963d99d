"""Reads which uid a code of a programme has."""

from sokehoach.apps.programmes.models import Identity, Programme


def list_uids(programme: Programme) -> dict[str, dict[str, str]]:
    """Returns the uids by kind and code, of every kind. One query."""
    uids: dict[str, dict[str, str]] = {kind.value: {} for kind in Identity.Kind}
    for kind, code, uid in Identity.objects.filter(programme=programme).values_list("kind", "code", "uid"):
        uids[kind][code] = uid
    return uids
