"""The choice «theo đơn vị lúc đó» or «theo đơn vị hiện nay» of a page, in its address."""

from datetime import date

from sokehoach.apps.accounts.queries.scopes import has_changed_units
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.queries.succession import BASIS_NAME, name_basis, parse_basis
from sokehoach.apps.shell import clock
from sokehoach.domain.orgtree.succession import UnitBasis

NOW_QUERY = f"{BASIS_NAME}={UnitBasis.NOW}"


def find_units_day(request: OfficialRequest) -> date | None:
    """Today where the page is by today's units; None where it is by the units of then."""
    return clock.today() if parse_basis(request.GET.get(BASIS_NAME, "")) is UnitBasis.NOW else None


def list_basis_links(request: OfficialRequest) -> list[tuple[str, str, bool]]:
    """The page by the units of then and of today: label, address, whether it is this one. No query.

    Empty where no unit in the account's reach has changed.
    """
    if not has_changed_units(request.user, clock.today()):
        return []
    links = []
    for basis in UnitBasis:
        params = request.GET.copy()
        params.pop(BASIS_NAME, None)
        if basis is UnitBasis.NOW:
            params[BASIS_NAME] = basis.value
        is_current = basis is parse_basis(request.GET.get(BASIS_NAME, ""))
        links.append((name_basis(basis), f"?{params.urlencode()}", is_current))
    return links


def build_basis_context(request: OfficialRequest) -> dict[str, object]:
    """What a page needs for the choice; `basis_suffix` ends the addresses to which it leads."""
    is_now = find_units_day(request) is not None
    return {"basis_links": list_basis_links(request), "basis_suffix": f"?{NOW_QUERY}" if is_now else ""}
