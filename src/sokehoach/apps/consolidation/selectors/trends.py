"""What a plan wants to fall or rise without saying how far, beside the effort that was made: numbers over periods.

Fewer violations may be fewer inspections: the effort stands beside, nothing is coloured good or bad, and there is no
part below the area (PRODUCT.md, II.1 and line 6).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods.period import Period, previous
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
            told = [stored[id_].get((one.code, ""), old.get((id_, one.code))) for id_ in ids]
            charts[one.code] = _chart(one, area, when, [_shown(user, one, area, number) for number in told])
    return [charts[one.code] for one in known if charts[one.code] is not None]


def _followed(known: Iterable[DataElement], targets: Sequence[str]) -> list[DataElement]:
    """Elements of a clause that stands with the plan's targets and has no number of its own."""
    parts = Counter(path.split(".")[0] for path in targets if path)
    if not parts:
        return []
    part = parts.most_common(1)[0][0]
    numbered = set(targets)
    return [
        one
        for one in known
        if any(clause.split(".")[0] == part and clause not in numbered for clause in one.clauses)
    ]


def _back(period: Period) -> list[Period]:
    found = [period]
    while len(found) < PERIODS:
        found.insert(0, previous(found[0]))
    return found


def _shown(user: User, element: DataElement, area: Unit, number: Decimal | None) -> Decimal | None:
    figure = Figure(element.code, "", number, parts=(), expected=(), missing=())
    return publish(figure, element, unit_level=area.level, audience=audience_of(user)).value


def _chart(element: DataElement, area: Unit, when: Sequence[Period], told: Sequence[Decimal | None]) -> Chart:
    return Chart(
        title=element.name,
        kind=Kind.COLUMN,
        labels=tuple(one.id for one in when),
        series=(Series(area.short_name, tuple(Gap.NOT_REPORTED if one is None else one for one in told)),),
        unit=element.unit,
        notes=(_("Chỉ so cạnh số cuộc kiểm tra; tăng hay giảm không phải là tốt hay xấu."),),
        plain=True,
    )
