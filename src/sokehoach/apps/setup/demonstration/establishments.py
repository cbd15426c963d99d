"""Licensed establishments of the district, the teams that inspect them, a meeting, two proposals to block a site."""

from datetime import date, datetime
from random import Random

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.registers.establishments.models import Establishment
from sokehoach.apps.registers.shelf.fields import Values
from sokehoach.apps.registers.shelf.services import entries
from sokehoach.apps.registers.teams.models import Meeting
from sokehoach.apps.setup.demonstration.calendar import TODAY, Step, Take, at
from sokehoach.apps.setup.demonstration.cast import Cast

TOWN = "03253"
_TOWN = (  # title, kind, subkind
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
_ELSEWHERE = (
    ("Nhà nghỉ Ven Đường", "lodging", "guesthouse"),
    ("Nhà trọ Chợ Phiên", "lodging", "boarding"),
    ("Karaoke Bản Mới", "karaoke", None),
    ("Quán ăn Đầu Cầu", "other", "restaurant"),
)
_FAMILIES = ("Lò", "Quàng", "Cà", "Tòng", "Lường", "Bạc")
_GIVEN = ("Văn Hoàn", "Thị Thơm", "Văn Sơn", "Thị Én", "Văn Ban", "Thị Phượng")


def write_down(cast: Cast, random: Random) -> list[Step]:
    return [
        (at(1, 6, 9), _bring_in("establishments", _opened(cast, random), cast.office)),
        (at(1, 6, 14), _decide(cast)),
        (at(3, 5, 8), _change(cast, "Karaoke Phố Núi", date(2021, 3, 1), "closed", "Trả giấy phép")),
        (at(5, 12, 8), _change(cast, "Homestay Suối Trong", date(2021, 5, 10), "suspended", "Sửa chữa")),
        (at(4, 16, 16), _meet(cast)),
        (at(6, 8, 15), _bring_in("web_proposals", _proposals(cast), cast.players["vanhoa"])),
    ]


def _bring_in(register: str, lines: list[tuple[Unit, Values]], by: User) -> Take:
    return lambda when: entries.bring_in(register=register, lines=lines, by=by, at=when)


def _opened(cast: Cast, random: Random) -> list[tuple[Unit, Values]]:
    """The town's by name; of each commune one or two, of the remote ones none."""
    lines = [
        _establishment(cast.communes[TOWN], one, f"Khối {random.randint(1, 9)}", random) for one in _TOWN
    ]
    for code, unit in sorted(cast.communes.items()):
        if code != TOWN:
            chosen = random.sample(_ELSEWHERE, random.randint(0, 2))
            lines += [_establishment(unit, one, "Trung tâm xã", random) for one in chosen]
    return lines


def _establishment(
    unit: Unit, told: tuple[str, str, str | None], place: str, random: Random
) -> tuple[Unit, Values]:
    title, kind, subkind = told
    workers = random.randint(1, 9 if unit.code == TOWN else 3)
    opened = date(random.randint(2014, 2020), random.randint(1, 10), random.randint(1, 28))
    return unit, {
        "day": opened,
        "title": title,
        "holder": f"{random.choice(_FAMILIES)} {random.choice(_GIVEN)}",
        "kind": kind,
        "subkind": subkind,
        "place": place,
        "licence": f"{random.randint(11, 98)}/GP",
        "licensed_on": opened,
        "workers": workers,
        "contracts": random.randint(0, workers),
        "committed": random.random() < 0.6,
    }


def _change(cast: Cast, title: str, day: date, state: str, note: str) -> Take:
    def take(when: datetime) -> object:
        place = Establishment.objects.select_related("unit").get(title=title, unit__code=TOWN)
        values: Values = {"day": day, "establishment": place.pk, "state": state, "note": note}
        return entries.add(
            register="establishment_changes", unit=place.unit, values=values, by=cast.clerks[TOWN], at=when
        )

    return take


def _decide(cast: Cast) -> Take:
    """Đội 178 of last year, renewed in March; the culture office's team; the committee."""
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
    return _bring_in("teams", lines, cast.office)


def _meet(cast: Cast) -> Take:
    """A meeting with two conclusions; giving them as duties is left to whoever looks at the demonstration."""
    committee = orgunits.as_of(TODAY).get(code="099.BCD")

    def take(when: datetime) -> object:
        meeting: Values = {
            "day": date(2021, 4, 16),
            "title": "Đánh giá quý I, phương hướng quý II năm 2021",
            "body": "steering_committee",
            "attended": 14,
            "number": "03/TB-BCĐ",
        }
        entries.add(register="meetings", unit=committee, values=meeting, by=cast.office, at=when)
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
        return entries.bring_in(register="conclusions", lines=conclusions, by=cast.office, at=when)

    return take


def _proposals(cast: Cast) -> list[tuple[Unit, Values]]:
    unit, to = cast.players["vanhoa"].unit, "Sở Thông tin và Truyền thông"
    return [
        (unit, {"day": date(2021, 3, 22), "title": "trang-vidu-mot.com", "ground": "pornography", "sent_to": to,
                "number": "41/VHTT", "answer": "blocked", "answered_on": date(2021, 4, 9)}),
        (unit, {"day": date(2021, 6, 2), "title": "trang-vidu-hai.net", "ground": "soliciting", "sent_to": to,
                "number": "77/VHTT"}),
    ]  # fmt: skip
