"""What a plan wants to fall or rise without saying how far, beside the effort that was made: numbers over periods.

Fewer violations may be fewer inspections: the effort stands beside, nothing is coloured good or bad, and there is no
part below the area (PRODUCT.md, II.1 and line 6).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.selectors.figures import numbers
from sokehoach.apps.indicators.selectors import earlier
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.charts import Chart, Kind, Series
from sokehoach.domain.consolidation.figure import Figure
from sokehoach.domain.disclosure.publish import publish
from sokehoach.domain.indicators.element import DataElement, Function
from sokehoach.domain.periods.period import Period, PeriodType, six_months_of
from sokehoach.domain.values.gap import Gap

PERIODS = 4


def trends(user: User, area: Unit, period: Period, *, targets: Iterable[str]) -> list[Chart]:
    """One chart for each data element of the clauses that state no number. `targets`: the clauses of those that do.

    A query for each form of the elements, and one for figures from before the product.
    """
    known = _followed(elements().values(), list(targets))
    if not known:
        return []
    when = _back(period)
    by_form: dict[str, list[DataElement]] = defaultdict(list)
    for one in known:
        by_form[one.form].append(one)
    ids = [one.id for one in when]
    old = earlier.over(area.code, ids)
    charts = {}
    for form, mine in by_form.items():
        stored = numbers(unit=area, form=form, periods=ids)
        for one in mine:
            if not _seen(user, one, area):
                continue
            told = [stored[id_].get((one.code, ""), old.get((id_, one.code))) for id_ in ids]
            charts[one.code] = _chart(one, area, when, told)
    return [charts[one.code] for one in known if one.code in charts]


def _followed(known: Iterable[DataElement], targets: Sequence[str]) -> list[DataElement]:
    """Elements of a clause that stands with the plan's targets and has no number of its own; help is no violation."""
    parts = Counter(path.split(".")[0] for path in targets if path)
    if not parts:
        return []
    part = parts.most_common(1)[0][0]
    numbered = set(targets)
    return [
        one
        for one in known
        if one.function is not Function.SUPPORT
        and any(clause.split(".")[0] == part and clause not in numbered for clause in one.clauses)
    ]


def _back(period: Period) -> list[Period]:
    found = [period if period.type is PeriodType.SIX_MONTH else six_months_of(period.end - timedelta(days=1))]
    while len(found) < PERIODS:
        found.insert(0, six_months_of(found[0].start - timedelta(days=1)))
    return found


def _seen(user: User, element: DataElement, area: Unit) -> bool:
    """Whether disclosure gives the account this figure of the area: one withheld is no gap, and is not drawn."""
    figure = Figure(element.code, "", None, parts=(), expected=(), missing=())
    shown = publish(figure, element, unit_level=area.level, audience=audience_of(user))
    return shown.withheld is None


def _chart(element: DataElement, area: Unit, when: Sequence[Period], told: Sequence[Decimal | None]) -> Chart:
    return Chart(
        title=element.name,
        kind=Kind.COLUMN,
        labels=tuple(("cuối" if one.id.endswith("S2") else "đầu") + f" {one.year}" for one in when),
        series=(Series(area.short_name, tuple(Gap.NOT_REPORTED if one is None else one for one in told)),),
        unit=_("%(unit)s, mỗi 6 tháng") % {"unit": element.unit},
        plain=True,
    )
