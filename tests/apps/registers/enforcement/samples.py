"""One line as the district's police writes it, and what it chooses from."""

from datetime import date
from typing import Any

from tests.apps.registers.making import keep_walled
from tests.factories.cast import Cast

# What each source tells, all of it and nothing else.
NUMBERS_BY_SOURCE = {
    "police": (
        *("cases", "hot_spots", "hot_spots_handled", "tips", "tips_settled"),
        *("persons", "organisers", "brokers", "sellers", "buyers", "others"),
        *("fined", "fined_sellers", "fined_buyers", "fines"),
        *("criminal_cases", "harbouring_cases", "brokering_cases", "buying_minor_cases"),
        *("accused", "accused_harbouring", "accused_brokering", "accused_buying_minor"),
        *("trafficking_cases", "accused_trafficking", "child_exploitation_cases", "accused_child_exploitation"),
        *("victims", "victims_referred", "victims_trafficked", "minors", "minors_referred", "minors_trafficked"),
    ),
    "procuracy": ("indicted_cases",),
    "court": ("tried_cases", "tried_persons"),
}
NUMBERS = tuple(name for names in NUMBERS_BY_SOURCE.values() for name in names)
UNIT, BY = "099.CA", "police"
OPTIONS = {
    "case_source": [
        ("police", "Công an huyện"),
        ("procuracy", "Viện kiểm sát nhân dân"),
        ("court", "Tòa án nhân dân"),
    ]
}
SILENT: dict[str, Any] = dict.fromkeys(NUMBERS)  # what a line says of the numbers of other sources
NOTHING: dict[str, Any] = SILENT | dict.fromkeys(NUMBERS_BY_SOURCE["police"], 0)  # «không phát sinh»
VALUES: dict[str, Any] = NOTHING | {
    "day": date(2021, 6, 12),
    "since": date(2021, 5, 16),
    "source": "police",
    "cases": 2,
    "hot_spots": 1,
    "tips": 3,
    "tips_settled": 3,
    "persons": 4,
    "organisers": 1,
    "sellers": 2,
    "buyers": 1,
    "fined": 3,
    "fined_sellers": 2,
    "fined_buyers": 1,
    "fines": 2_100_000,
    "criminal_cases": 1,
    "harbouring_cases": 1,
    "accused": 1,
    "accused_harbouring": 1,
    "victims": 1,
    "victims_referred": 1,
}
COURT: dict[str, Any] = VALUES | SILENT | {"source": "court", "tried_cases": 1, "tried_persons": 2}


def prepare(cast: Cast) -> None:
    keep_walled(cast, "police", "enforcement")
