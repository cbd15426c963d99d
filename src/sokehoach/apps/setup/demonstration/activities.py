"""Creates a year of communication activities, as nineteen communes might have recorded them."""

from datetime import date, timedelta
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.demonstration.calendar import TODAY, Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

MAY = demo_time(5, 5, 15)
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
_MATERIALS = (  # title, kind, channel, minimum, maximum
    ("Phát thanh trên loa truyền thanh xã", "broadcast", "loudspeaker", 4, 30),
    ("Treo pa-nô, băng rôn, khẩu hiệu", "visual", "public_place", 1, 8),
    ("Phát tờ rơi, sổ tay", "leaflet", "household", 30, 160),
    ("Đăng tin trên trang của xã", "article", "online", 1, 4),
)
# The district offices: who, title, kind, channel, place, audience, people, items, minutes, how often.
_OFFICES = (
    ("laodong", "Tuyên truyền tại cơ sở kinh doanh dịch vụ", "talk", "establishment", "thị trấn", "establishment_staff",
     24, None, None, 3),
    ("vanhoa", "Đêm văn nghệ, chiếu phim lưu động", "culture", "culture_event", "sân vận động huyện", "residents", 180,
     None, None, 5),
    ("vanhoa", "Treo băng rôn, khẩu hiệu", "visual", "public_place", "các trục đường thị trấn", "residents", None, 12,
     None, 3),
    ("giaoduc", "Giờ sinh hoạt dưới cờ, ngoại khóa", "lesson", "school", "trường THCS", "pupils", 210, None, None, 12),
    ("truyenthanh", "Chương trình truyền thanh tiếng Việt, tiếng Thái, tiếng Mông", "broadcast", "radio_tv",
     "phát toàn huyện", "residents", None, 4, 60, 12),
    ("truyenthanh", "Tin, bài, phóng sự", "article", "radio_tv", "phát toàn huyện", "residents", None, 4, None, 6),
    ("truyenthanh", "Bài trên trang thông tin điện tử huyện", "website", "online", "trang thông tin huyện", "residents",
     None, 3, None, 6),
    ("mattran", "Nói chuyện tại hội nghị đoàn viên, hội viên", "integrated", "conference", "trung tâm huyện",
     "officials", 65, None, None, 4),
)  # fmt: skip
_CONTENTS = ("harm", "law", "safe_behaviour", "hiv_sti")
# Joint programmes of an integrated activity, chosen by its number of people, so that the random sequence of the
# other data does not change.
_JOINT = ("drugs", "hiv", "poverty", "trafficking", "vocational", "new_rural")
_LANGUAGES = ("vietnamese", "thai", "hmong")


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    """Each clerk imports entries from Excel twice: the winter's in May, the rest before the report."""
    steps: list[Step] = []
    for code, clerk in sorted(users.clerks.items()):
        lines = sorted(_build_lines(users.communes[code], random), key=lambda line: str(line[1]["day"]))
        early = [line for line in lines if str(line[1]["day"]) <= MAY.date().isoformat()]
        for when, part in (
            (MAY, early),
            (demo_time(6, 12, 16, 30), [line for line in lines if line not in early]),
        ):
            steps.append((when, _import_lines(clerk, part)))
    for username in dict.fromkeys(row[0] for row in _OFFICES):
        steps.append(
            (
                demo_time(6, 11, 15),
                _import_lines(users.players[username], _build_office_lines(users.players[username])),
            )
        )
    return steps


def _build_office_lines(by: User) -> list[tuple[Unit, Values]]:
    """Returns the offices' entries, spread evenly over the half-year whatever the seed: their report counts them."""
    lines: list[tuple[Unit, Values]] = []
    rows = (row[1:] for row in _OFFICES if row[0] == by.username)
    for title, kind, channel, place, audience, people, items, minutes, times in rows:
        for turn in range(times):
            lines.append(
                (
                    by.unit,
                    {
                        "day": date(2021, 1, 8) + timedelta(days=turn * 150 // times),
                        "title": title,
                        "kind": kind,
                        "channel": channel,
                        "place": place,
                        "people": people and people + turn,
                        "women": people and people // 2,
                        "items": items,
                        "minutes": minutes,
                        "audiences": [audience],
                        "contents": [_CONTENTS[turn % 4], _CONTENTS[(turn + 1) % 4]],
                        "languages": ["vietnamese", "thai", "hmong"] if kind == "broadcast" else ["vietnamese"],
                        "joint_programmes": _pick_joint_programmes(kind, (people or 0) + turn),
                    },
                )
            )
    return lines


def _pick_joint_programmes(kind: str, people: int) -> list[str]:
    """Returns one or two programmes for an integrated activity, none for any other."""
    if kind != "integrated":
        return []
    return sorted({_JOINT[people % len(_JOINT)], _JOINT[people // 7 % len(_JOINT)]})


def _import_lines(clerk: User, lines: list[tuple[Unit, Values]]) -> StepAction:
    return lambda when: entries.import_entries(register="activities", lines=lines, by=clerk, at=when)


def _build_lines(unit: Unit, random: Random) -> list[tuple[Unit, Values]]:
    lines: list[tuple[Unit, Values]] = []
    last = TODAY - timedelta(days=10)
    days = (last - START).days
    for _ in range(random.randint(14, 26)):
        title, channel, audiences = random.choice(_TALKS)
        place = random.choice(_PLACES)
        people = random.randint(18, 140)
        day = START + timedelta(days=random.randint(0, days))
        kind = "integrated" if random.random() < 0.4 else "talk"
        lines.append(
            (
                unit,
                {
                    "day": day,
                    "title": title.format(place=place),
                    "kind": kind,
                    "channel": channel,
                    "place": place if channel == "village_meeting" else "trung tâm xã",
                    "people": people,
                    "women": random.randint(people // 3, people * 2 // 3),
                    "items": None,
                    "audiences": list(audiences),
                    "contents": sorted(random.sample(_CONTENTS, random.randint(1, 3))),
                    "languages": sorted({"vietnamese", random.choice(_LANGUAGES)}),
                    "joint_programmes": _pick_joint_programmes(kind, people),
                },
            )
        )
    for title, kind, channel, least, most in _MATERIALS:
        for _ in range(random.randint(1, 4)):
            lines.append(
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
    return lines
