"""What is looked at from outside: one survey round with its range, the Front's programme, visits, replies."""

from datetime import date, datetime

from sokehoach.apps.registers.shelf.fields import Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.registers.supervision.models import SupervisionProgramme, SupervisionVisit
from sokehoach.apps.registers.supervision.services import replies
from sokehoach.apps.setup.demonstration.calendar import Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

_SURVEY: Values = {
    "day": date(2021, 4, 5), "title": "61/QĐ-UBND", "ended_on": date(2021, 4, 29), "method": "census",
    "establishments": 34, "low": 8, "best": 12, "high": 18,
}  # fmt: skip
_PROGRAMME: Values = {"day": date(2021, 1, 20), "title": "05/CTr-MTTQ", "year": 2021, "visits": 4}
_VISITS: tuple[Values, ...] = (
    {"day": date(2021, 3, 25), "subject": "plan", "visited": "03289",
     "recommendation": "Phân công rõ người theo dõi từng bản", "addressee": "03289",
     "reply_by": date(2021, 4, 25)},
    {"day": date(2021, 5, 13), "subject": "communication", "visited": "03304",
     "recommendation": "Sửa cụm loa, phát thanh bằng tiếng Mông", "addressee": "03304",
     "reply_by": date(2021, 6, 30)},
    {"day": date(2021, 6, 4), "subject": "support", "visited": "099.TTYT"},
)  # fmt: skip
_REPLIED = "03289"  # Quài Cang answers the recommendation of March


def write_down(cast: Cast) -> list[Step]:
    early, late = _VISITS[:1], _VISITS[1:]
    return [
        (at(5, 6, 10), _survey(cast)),
        (at(1, 21, 9), _programme(cast)),
        (at(3, 26, 9), _visits(cast, early)),
        (at(4, 20, 15), _reply(cast)),
        (at(6, 7, 9), _visits(cast, late)),
    ]


def _survey(cast: Cast) -> Take:
    office = cast.office
    return lambda when: entries.add(register="surveys", unit=office.unit, values=_SURVEY, by=office, at=when)


def _programme(cast: Cast) -> Take:
    front = cast.players["mattran"]
    return lambda when: entries.add(
        register="supervision_programmes", unit=front.unit, values=_PROGRAMME, by=front, at=when
    )


def _visits(cast: Cast, visits: tuple[Values, ...]) -> Take:
    front = cast.players["mattran"]

    def take(when: datetime) -> object:
        programme = SupervisionProgramme.objects.get().pk
        lines = [(front.unit, {**visit, "programme": programme}) for visit in visits]
        return entries.bring_in(register="supervision", lines=lines, by=front, at=when)

    return take


def _reply(cast: Cast) -> Take:
    """By the clerk of the commune to which the recommendation went."""

    def take(when: datetime) -> object:
        visit = SupervisionVisit.objects.get(addressee__code=_REPLIED)
        return replies.reply(
            visit=visit.pk, version=visit.version, replied_on=when.date(), number="27/UBND",
            remedy="Đã phân công mỗi bản một người theo dõi, có danh sách gửi kèm.", by=cast.clerks[_REPLIED], at=when,
        )  # fmt: skip

    return take
