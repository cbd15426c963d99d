"""Creates external supervision: a survey round with its range, the Front's programme, visits, replies."""

from datetime import date, datetime

from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.supervision.models import SupervisionProgramme, SupervisionVisit
from sokehoach.apps.registers.supervision.services import replies
from sokehoach.apps.setup.demonstration.calendar import Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

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


def build_steps(users: DemoUsers) -> list[Step]:
    early_visits, late_visits = _VISITS[:1], _VISITS[1:]
    return [
        (demo_time(5, 6, 10), _add_survey(users)),
        (demo_time(1, 21, 9), _add_programme(users)),
        (demo_time(3, 26, 9), _import_visits(users, early_visits)),
        (demo_time(4, 20, 15), _send_reply(users)),
        (demo_time(6, 7, 9), _import_visits(users, late_visits)),
    ]


def _add_survey(users: DemoUsers) -> StepAction:
    office = users.office
    return lambda when: entries.create_entry(register="surveys", unit=office.unit, values=_SURVEY, by=office, at=when)


def _add_programme(users: DemoUsers) -> StepAction:
    front = users.players["mattran"]
    return lambda when: entries.create_entry(
        register="supervision_programmes", unit=front.unit, values=_PROGRAMME, by=front, at=when
    )


def _import_visits(users: DemoUsers, visits: tuple[Values, ...]) -> StepAction:
    front = users.players["mattran"]

    def run(when: datetime) -> object:
        programme = SupervisionProgramme.objects.get().pk
        lines = [(front.unit, {**visit, "programme": programme}) for visit in visits]
        return entries.import_entries(register="supervision", lines=lines, by=front, at=when)

    return run


def _send_reply(users: DemoUsers) -> StepAction:
    """Replies as the clerk of the commune that got the recommendation."""

    def run(when: datetime) -> object:
        visit = SupervisionVisit.objects.get(addressee__code=_REPLIED)
        return replies.reply_to_recommendation(
            visit=visit.pk, version=visit.version, replied_on=when.date(), number="27/UBND",
            remedy="Đã phân công mỗi bản một người theo dõi, có danh sách gửi kèm.", by=users.clerks[_REPLIED], at=when,
        )  # fmt: skip

    return run
