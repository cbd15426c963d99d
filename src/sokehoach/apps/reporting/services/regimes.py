"""Service that stores report regimes of programmes."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.selectors import regimes
from sokehoach.domain.reporting.regime import Regime


@write("regime.keep")
def save_regime(*, regime: Regime, unit: Unit, by: User | str, at: datetime) -> ServiceResult:
    """Create or update a regime. `unit`: the unit whose reporters it binds."""
    row, is_new = models.Regime.objects.update_or_create(
        code=regime.code,
        defaults={"name": regime.name, "unit": unit, "definition": regimes.serialize_regime(regime)},
    )
    return ServiceResult(
        subject=f"regime:{regime.code}",
        unit=unit.code,
        detail={"regime": regime.code, "fresh": is_new},
        answer={"id": row.pk},
    )
