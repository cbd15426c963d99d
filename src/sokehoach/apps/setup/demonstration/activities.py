"""A year of communication activities, as nineteen communes might have written them down."""

from datetime import date, timedelta
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.fields import Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.setup.demonstration.calendar import TODAY, Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

MAY = at(5, 5, 15)
START = date(2020, 6, 22)
_PLACES = (
    "bản Nà Sáng",
    "bản Hua Sát",
    "bản Ten Hon",
    "bản Co Phung",
    "bản Sái Trong",
    "bản Pá Cá",
    "bản Huổi Nôm",
)
_TALKS = (  # title, channel, audiences
    ("Tuyên truyền tại họp dân {place}", "village_meeting", ("residents",)),
    ("Nói chuyện chuyên đề cho học sinh trường THCS", "school", ("pupils",)),
    ("Phổ biến pháp luật tại chợ phiên", "public_place", ("residents", "workers")),
    ("Tuyên truyền cho người làm việc tại cơ sở dịch vụ", "establishment", ("establishment_staff",)),
    ("Quán triệt, phổ biến tại hội nghị xã", "conference", ("officials",)),
)
_OTHERS = (  # title, kind, channel, least, most
    ("Phát thanh trên loa truyền thanh xã", "broadcast", "loudspeaker", 4, 30),
    ("Treo pa-nô, băng rôn, khẩu hiệu", "visual", "public_place", 1, 8),
    ("Phát tờ rơi, sổ tay", "leaflet", "household", 30, 160),
    ("Đăng tin trên trang của xã", "article", "online", 1, 4),
)
_CONTENTS = ("harm", "law", "safe_behaviour", "hiv_sti")
_LANGUAGES = ("vietnamese", "thai", "hmong")


def write_down(cast: Cast, random: Random) -> list[Step]:
    """Each clerk brings the lines in by Excel twice: the winter's in May, the rest before the report."""
    steps: list[Step] = []
    for code, clerk in sorted(cast.clerks.items()):
        lines = sorted(_lines(cast.communes[code], random), key=lambda line: str(line[1]["day"]))
        early = [line for line in lines if str(line[1]["day"]) <= MAY.date().isoformat()]
        for when, part in ((MAY, early), (at(6, 12, 16, 30), [line for line in lines if line not in early])):
            steps.append((when, _bring_in(clerk, part)))
    return steps


def _bring_in(clerk: User, lines: list[tuple[Unit, Values]]) -> Take:
    return lambda when: entries.bring_in(register="activities", lines=lines, by=clerk, at=when)


def _lines(unit: Unit, random: Random) -> list[tuple[Unit, Values]]:
    found: list[tuple[Unit, Values]] = []
    last = TODAY - timedelta(days=10)
    days = (last - START).days
    for _ in range(random.randint(14, 26)):
        title, channel, audiences = random.choice(_TALKS)
        place = random.choice(_PLACES)
        people = random.randint(18, 140)
        found.append(
            (
                unit,
                {
                    "day": START + timedelta(days=random.randint(0, days)),
                    "title": title.format(place=place),
                    "kind": "integrated" if random.random() < 0.4 else "talk",
                    "channel": channel,
                    "place": place if channel == "village_meeting" else "trung tâm xã",
                    "people": people,
                    "women": random.randint(people // 3, people * 2 // 3),
                    "items": None,
                    "audiences": list(audiences),
                    "contents": sorted(random.sample(_CONTENTS, random.randint(1, 3))),
                    "languages": sorted({"vietnamese", random.choice(_LANGUAGES)}),
                },
            )
        )
    for title, kind, channel, least, most in _OTHERS:
        for _ in range(random.randint(1, 4)):
            found.append(
                (
                    unit,
                    {
                        "day": START + timedelta(days=random.randint(0, days)),
                        "title": title,
                        "kind": kind,
                        "channel": channel,
                        "place": "trung tâm xã",
                        "people": None,
                        "women": None,
                        "items": random.randint(least, most),
                        "audiences": ["residents"],
                        "contents": sorted(random.sample(_CONTENTS, 2)),
                        "languages": ["vietnamese"],
                    },
                )
            )
    return found
