"""Creates licensed establishments, inspection teams, a meeting and two proposals to block a site."""

from datetime import date, datetime
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.teams.models import Meeting
from sokehoach.apps.setup.demonstration.calendar import TODAY, Step, StepAction, demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

TOWN = "03253"
_TOWN_ESTABLISHMENTS = (  # title, kind, subkind
    ("Khách sạn Pha Đin", "lodging", "hotel"),
    ("Nhà nghỉ Hoa Ban", "lodging", "guesthouse"),
    ("Nhà nghỉ Sao Mai", "lodging", "guesthouse"),
    ("Nhà nghỉ Bình Minh", "lodging", "guesthouse"),
    ("Homestay Suối Trong", "lodging", "homestay"),
    ("Nhà trọ Hồng Hà", "lodging", "boarding"),
    ("Karaoke Âm Vang", "karaoke", None),
    ("Karaoke Đêm Xanh", "karaoke", None),
    ("Karaoke Phố Núi", "karaoke", None),
    ("Xoa bóp Thảo Mộc", "massage", None),
    ("Cà phê Góc Phố", "other", "cafe"),
    ("Quán bia Chân Đèo", "other", "restaurant"),
    ("Gội đầu thư giãn Hương Sen", "other", "hair_spa"),
)
_COMMUNE_ESTABLISHMENTS = (
    ("Nhà nghỉ Ven Đường", "lodging", "guesthouse"),
    ("Nhà trọ Chợ Phiên", "lodging", "boarding"),
    ("Karaoke Bản Mới", "karaoke", None),
    ("Quán ăn Đầu Cầu", "other", "restaurant"),
)
_FAMILIES = ("Lò", "Quàng", "Cà", "Tòng", "Lường", "Bạc")
_GIVEN_NAMES = ("Văn Hoàn", "Thị Thơm", "Văn Sơn", "Thị Én", "Văn Ban", "Thị Phượng")


def build_steps(users: DemoUsers, random: Random) -> list[Step]:
    return [
        (
            demo_time(1, 6, 9),
            _import_lines("establishments", _build_establishments(users, random), users.office),
        ),
        (demo_time(1, 6, 14), _record_decisions(users)),
        (
            demo_time(3, 5, 8),
            _record_change(users, "Karaoke Phố Núi", date(2021, 3, 1), "closed", "Trả giấy phép"),
        ),
        (
            demo_time(5, 12, 8),
            _record_change(users, "Homestay Suối Trong", date(2021, 5, 10), "suspended", "Sửa chữa"),
        ),
        (demo_time(4, 16, 16), _record_meeting(users)),
        (
            demo_time(6, 8, 15),
            _import_lines("web_proposals", _build_proposals(users), users.players["vanhoa"]),
        ),
    ]


def _import_lines(register: str, lines: list[tuple[Unit, Values]], by: User) -> StepAction:
    return lambda when: entries.import_entries(register=register, lines=lines, by=by, at=when)


def _build_establishments(users: DemoUsers, random: Random) -> list[tuple[Unit, Values]]:
    """Returns the town's establishments by name, and for each other commune none to two at random."""
    lines = [
        _build_establishment(users.communes[TOWN], description, f"Khối {random.randint(1, 9)}", random)
        for description in _TOWN_ESTABLISHMENTS
    ]
    for code, unit in sorted(users.communes.items()):
        if code != TOWN:
            descriptions = random.sample(_COMMUNE_ESTABLISHMENTS, random.randint(0, 2))
            lines += [_build_establishment(unit, description, "Trung tâm xã", random) for description in descriptions]
    return lines


def _build_establishment(
    unit: Unit, description: tuple[str, str, str | None], place: str, random: Random
) -> tuple[Unit, Values]:
    title, kind, subkind = description
    workers = random.randint(1, 9 if unit.code == TOWN else 3)
    opened_on = date(random.randint(2014, 2020), random.randint(1, 10), random.randint(1, 28))
    return unit, {
        "day": opened_on,
        "title": title,
        "holder": f"{random.choice(_FAMILIES)} {random.choice(_GIVEN_NAMES)}",
        "kind": kind,
        "subkind": subkind,
        "place": place,
        "licence": f"{random.randint(11, 98)}/GP",
        "licensed_on": opened_on,
        "workers": workers,
        "contracts": random.randint(0, workers),
        "committed": random.random() < 0.6,
    }


def _record_change(users: DemoUsers, title: str, day: date, state: str, note: str) -> StepAction:
    def run(when: datetime) -> object:
        place = Establishment.objects.select_related("unit").get(title=title, unit__code=TOWN)
        values: Values = {"day": day, "establishment": place.pk, "state": state, "note": note}
        return entries.create_entry(
            register="establishment_changes", unit=place.unit, values=values, by=users.clerks[TOWN], at=when
        )

    return run


def _record_decisions(users: DemoUsers) -> StepAction:
    """Records Đội 178, set up last year and renewed in January; the culture office's team; the committee."""
    units = {unit.code: unit for unit in orgunits.as_of(TODAY).filter(code__startswith="099.")}
    committee = ["lanhdao"], ["thuongtruc"], ["congan", "yte", "vanhoa", "giaoduc", "taichinh", "mattran"]
    team = ["doi178"], ["congan"], ["vanhoa", "taichinh", "mattran"]
    decisions = (
        ("099.D178", date(2020, 2, 18), "214/QĐ-UBND", "team_178", "set_up", team),
        ("099.D178", date(2021, 1, 5), "38/QĐ-UBND", "team_178", "renewed",
         (team[0], ["congan", "vanhoa"], ["taichinh", "mattran", "truyenthanh", "giaoduc"])),
        ("099.VHTT", date(2021, 1, 5), "07/QĐ-VHTT", "culture", "set_up",
         (["vhkiemtra"], ["vanhoa"], ["truyenthanh", "mattran"])),
        ("099.BCD", date(2020, 3, 9), "402/QĐ-UBND", "steering_committee", "renewed", committee),
    )  # fmt: skip
    lines: list[tuple[Unit, Values]] = [
        (
            units[code],
            {
                "day": day,
                "title": number,
                "body": body,
                "act": act,
                "authority": "Phòng Văn hóa - Thông tin" if code == "099.VHTT" else "UBND huyện",
                "heads": heads,
                "deputies": deputies,
                "members": members,
            },
        )
        for code, day, number, body, act, (heads, deputies, members) in decisions
    ]
    return _import_lines("teams", lines, users.office)


def _record_meeting(users: DemoUsers) -> StepAction:
    """Records a meeting with two conclusions, which nobody has turned into duties yet."""
    committee = orgunits.as_of(TODAY).get(code="099.BCD")

    def run(when: datetime) -> object:
        meeting: Values = {
            "day": date(2021, 4, 16),
            "title": "Đánh giá quý I, phương hướng quý II năm 2021",
            "body": "steering_committee",
            "attended": 14,
            "number": "03/TB-BCĐ",
        }
        entries.create_entry(register="meetings", unit=committee, values=meeting, by=users.office, at=when)
        row = Meeting.objects.get()
        conclusions: list[tuple[Unit, Values]] = [
            (committee, {"day": row.day, "meeting": row.pk, "title": title, "lead": lead, "due_on": due_on})
            for title, lead, due_on in (
                (
                    "Rà soát lại danh sách cơ sở lưu trú, karaoke trên địa bàn huyện",
                    "099.CA",
                    date(2021, 7, 15),
                ),
                ("Phát thanh chuyên mục bằng tiếng Thái, tiếng Mông", "099.VHTTTH", None),
            )
        ]
        return entries.import_entries(register="conclusions", lines=conclusions, by=users.office, at=when)

    return run


def _build_proposals(users: DemoUsers) -> list[tuple[Unit, Values]]:
    unit, to = users.players["vanhoa"].unit, "Sở Thông tin và Truyền thông"
    return [
        (unit, {"day": date(2021, 3, 22), "title": "trang-vidu-mot.com", "ground": "pornography", "sent_to": to,
                "number": "41/VHTT", "answer": "blocked", "answered_on": date(2021, 4, 9)}),
        (unit, {"day": date(2021, 6, 2), "title": "trang-vidu-hai.net", "ground": "soliciting", "sent_to": to,
                "number": "77/VHTT"}),
    ]  # fmt: skip
