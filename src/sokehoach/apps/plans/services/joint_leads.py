"""Duties that the plan gives to several agencies in one name: «Sở Nội vụ, Ban Dân tộc: …»."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sokehoach.adapters.readers.plan_files import PlanReading
from sokehoach.apps.plans.models.item import SURE
from sokehoach.apps.plans.queries.parties import PartyMatch
from sokehoach.domain.messages import say
from sokehoach.domain.plans.agencies import split_names
from sokehoach.domain.plans.assignment import Duty

type Matcher = Callable[[str], Sequence[PartyMatch]]


def split_joint_leads(plan_reading: PlanReading, match: Matcher) -> PlanReading:
    """The reading with a duty for each of the agencies named together, where all of them are known.

    A duty has one lead; each agency gets the duty and reports on it. Where one of them is not known the duty stays one
    and says whom it names. `match`: the parties that a name may mean, best first.
    """
    duties = plan_reading.reading.duties
    due_days = plan_reading.due_days
    lead_days = [
        (lead, days)
        for duty, days in zip(duties, due_days[: len(duties)], strict=True)
        for lead in _list_leads(duty, match)
    ]
    split_duties = tuple(duty for duty, _days in lead_days)
    days_of_duties: tuple[tuple[date, ...], ...] = tuple(days for _duty, days in lead_days)
    return replace(
        plan_reading,
        reading=replace(plan_reading.reading, duties=split_duties),
        due_days=(*days_of_duties, *due_days[len(duties) :]),
    )


def _list_leads(duty: Duty, match: Matcher) -> Iterator[Duty]:
    names = split_names(duty.agency)
    if len(names) == 1 or _names_one(duty.agency, match):
        yield duty
        return
    parties = {name: matches[0].party for name in names if (matches := match(name)) and matches[0].likelihood >= SURE}
    if len(parties) == len(names) == len(set(parties.values())):
        yield from (replace(duty, agency=name) for name in names)
        return
    doubt = say(
        "Câu giao cho nhiều nơi (%(names)s), mỗi mục chỉ có một nơi chủ trì: hãy thêm mục cho nơi còn lại.",
        names="; ".join(names),
    )
    yield replace(duty, doubts=(*duty.doubts, doubt))


def _names_one(name: str, match: Matcher) -> bool:
    """Whether the whole is the name of one: «Văn phòng HĐND và UBND tỉnh»."""
    matches = match(name)
    return bool(matches) and matches[0].likelihood >= SURE and len(split_names(matches[0].name)) > 1
