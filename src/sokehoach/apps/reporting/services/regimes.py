"""Report regimes, as a pack supplies them."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.selectors import regimes
from sokehoach.domain.reporting.regime import Regime


@write("regime.keep")
def keep(*, regime: Regime, unit: Unit, by: User | str, at: datetime) -> Done:
    """Store a regime, or what has become of it. `unit` is the one whose reporters it binds."""
    row, fresh = models.Regime.objects.update_or_create(
        code=regime.code, defaults={"name": regime.name, "unit": unit, "definition": regimes.write(regime)}
    )
    return Done(
        subject=f"regime:{regime.code}",
        unit=unit.code,
        detail={"regime": regime.code, "fresh": fresh},
        answer={"id": row.pk},
    )
