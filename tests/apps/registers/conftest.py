"""Options as a programme supplies them, and lines made through the service."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.making import make_options
from tests.factories import frozen
from tests.factories.cast import AT, Cast

OPTIONS = {
    "kind": [
        ("talk", "Tuyên truyền trực tiếp"),
        ("broadcast", "Phát thanh"),
        ("visual", "Pa-nô, khẩu hiệu"),
        ("leaflet", "Tờ rơi"),
    ],
    "channel": [("village_meeting", "Họp thôn"), ("loudspeaker", "Loa xã"), ("school", "Trường học")],
    "audience": [("residents", "Người dân"), ("pupils", "Học sinh"), ("workers", "Người lao động tại cơ sở")],
    "content": [("harm", "Tác hại"), ("law", "Pháp luật"), ("safe_behaviour", "An toàn"), ("hiv_sti", "Phòng HIV")],
    "joint_programme": [("drugs", "Phòng, chống ma túy"), ("hiv", "Phòng, chống HIV/AIDS")],
    "language": [("vietnamese", "Việt"), ("thai", "Thái"), ("hmong", "Mông")],
}  # fmt: skip
LINE: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "Tuyên truyền tại họp bản Ten Hon",
    "kind": "talk",
    "channel": "village_meeting",
    "place": "Bản Ten Hon",
    "people": 46,
    "women": 21,
    "items": None,
    "audiences": ["residents"],
    "contents": ["harm", "law"],
    "languages": ["hmong"],
    "minutes": None,
    "joint_programmes": ["hiv"],
}
# The same line as a browser posts it.
TYPED: dict[str, Any] = LINE | {
    "day": "12/06/2021",
    "people": "46",
    "women": "21",
    "items": "",
    "minutes": "",
}


@pytest.fixture(autouse=True)
def options(cast: Cast) -> None:
    frozen.once(("options", cast.keys), lambda: make_options(OPTIONS))


@pytest.fixture
def added(cast: Cast) -> Callable[..., DataEntry]:
    """`added(people=5)`: a line of xã Tênh Phông like LINE but for what is named; so may `unit`, `by`."""

    def add(unit: str = "03304", by: Any = None, **values: Any) -> DataEntry:
        done = entries.create_entry(
            register="activities",
            unit=cast.units[unit],
            values=LINE | values,
            by=by or {"03304": cast.commune, "03269": cast.other_commune}.get(unit, cast.office),
            at=AT,
        )
        return DataEntry.objects.get(pk=done.answer["id"])

    return add
