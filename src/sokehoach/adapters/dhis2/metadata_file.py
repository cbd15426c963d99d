"""Opens a metadata export of DHIS2: lists of objects, bounded in size, each object found by its UID."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sokehoach.adapters.dhis2.attributes import parse_attribute_values
from sokehoach.adapters.dhis2.data_values import DataValueFileError, load_json
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say
from sokehoach.domain.text import fold_accents

MAX_BYTES = 25_000_000
_MAX_OBJECTS = 20_000  # of one list
# What a programme's files allow as a code.
CODE_PATTERN = re.compile(r"[\w.-]+", re.ASCII)
OPERAND_PATTERN = re.compile(r"[A-Z][A-Z0-9]*", re.ASCII)
WORD_PATTERN = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

type Plain = dict[str, Any]


class MetadataError(Exception):
    """Raised for a file that is no metadata; a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class ReadingRemark:
    """What of an object was left out or assumed."""

    kind: str
    name: str
    reason: str


@dataclass(slots=True)
class MetadataFile:
    """The objects by list and UID, in their order, and what could not be taken over of them."""

    lists: dict[str, dict[str, Plain]]
    remarks: list[ReadingRemark] = field(default_factory=list)

    def list_objects(self, plural: str) -> list[Plain]:
        return list(self.lists.get(plural, {}).values())

    def find(self, plural: str, reference: Any) -> Plain | None:
        """The object that a reference {"id": …} names. One without a list may be written out in place."""
        if not isinstance(reference, dict):
            return None
        item = self.lists.get(plural, {}).get(str(reference.get("id")))
        return item or (reference if "name" in reference else None)

    def list_references(self, item: Plain, member: str, plural: str) -> Iterator[Plain]:
        """The objects that a list of references in an object names."""
        rows = item.get(member)
        for row in rows if isinstance(rows, list) else ():
            if (target := self.find(plural, row)) is not None:
                yield target

    def remark(self, kind: str, item: Mapping[str, Any], reason: str) -> None:
        name = str(item.get("code") or item.get("name") or item.get("id"))[:80]
        remark = ReadingRemark(kind, name, reason)
        if remark not in self.remarks:
            self.remarks.append(remark)


@slow_work
def read_metadata(data: bytes) -> MetadataFile:
    """Raises MetadataError."""
    if len(data) > MAX_BYTES:
        raise MetadataError(say("Tệp lớn hơn %(max_bytes)s MB.", max_bytes=MAX_BYTES // 1000000))
    try:
        plain = load_json(data)
    except DataValueFileError as error:
        raise MetadataError(say("Tệp không phải JSON.")) from error
    if not isinstance(plain, dict):
        raise MetadataError(say("Tệp không phải metadata của DHIS2: không có danh sách nào."))
    lists: dict[str, dict[str, Plain]] = {}
    for name, rows in plain.items():
        if isinstance(rows, list):
            if len(rows) > _MAX_OBJECTS:
                raise MetadataError(
                    say(
                        "Danh sách %(name)s có %(rows_count)s đối tượng, nhiều nhất %(max_objects)s.",
                        name=name,
                        rows_count=len(rows),
                        max_objects=_MAX_OBJECTS,
                    )
                )
            lists[name] = {str(row["id"]): row for row in rows if isinstance(row, dict) and row.get("id")}
    if not lists.get("dataSets") or not lists.get("organisationUnits"):
        raise MetadataError(say("Tệp phải có dataSets và organisationUnits: hãy xuất cả hai từ DHIS2."))
    return MetadataFile(lists)


def get_text(item: Mapping[str, Any], name: str, most: int, default: str = "") -> str:
    """A member as one line of at most so many letters."""
    value = item.get(name)
    return " ".join(str(value).split())[:most] if isinstance(value, str | int | float) else default


def get_attributes(item: Plain) -> Plain:
    return parse_attribute_values(item)


def parse_stamp(value: Any) -> date | None:
    """The day of «2021-01-01T00:00:00.000»; None for anything else."""
    match = _DAY.match(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


class CodeBook:
    """Gives each object a code that a programme's files allow, and no code twice.

    `mapping`: codes that the reader of the file wants, by the UID or code of the object.
    """

    def __init__(
        self, mapping: Mapping[str, str], *, pattern: re.Pattern[str], most: int, fallback: str, upper: bool = False
    ):
        self._mapping, self._pattern, self._most = mapping, pattern, most
        self._fallback, self._upper = fallback, upper
        self.codes: dict[str, str] = {}  # by UID
        self._taken: set[str] = set()

    def get(self, item: Mapping[str, Any], proposed_code: str = "") -> str:
        """The code of an object; the same whenever it is asked for again."""
        uid = str(item.get("id"))
        if uid not in self.codes:
            own_code = str(item.get("code") or "")
            chosen_code = self._mapping.get(uid) or self._mapping.get(own_code) or proposed_code or own_code
            self.codes[uid] = self._make_free(chosen_code)
        return self.codes[uid]

    def _make_free(self, text: str) -> str:
        code = text if self._fits(text) else self._clean(text)
        if not self._fits(code) or code in self._taken:
            stem = code[: self._most - 4] if self._fits(code) else self._fallback
            numbered = (f"{stem}{number}" for number in range(1, 100_000))
            code = next(name for name in numbered if name not in self._taken)
        self._taken.add(code)
        return code

    def _fits(self, text: str) -> bool:
        return len(text) <= self._most and self._pattern.fullmatch(text) is not None

    def _clean(self, text: str) -> str:
        plain = fold_accents(text)
        plain = plain.upper() if self._upper else plain.lower()
        return re.sub(r"[^A-Za-z0-9]+", "" if self._upper else "_", plain).strip("_")[: self._most]
