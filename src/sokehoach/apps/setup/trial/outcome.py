"""What a trial of a draft found, and its pages and documents, packed into one file that the job keeps."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sokehoach.adapters.writers.zip_file import pack_files
from sokehoach.domain.messages import pack_messages, unpack_messages

_HEAD = "ket-qua.json"
MAX_BYTES = 20_000_000  # of the packed file


@dataclass(frozen=True, slots=True)
class TrialFault:
    """What would go wrong with the draft, with the place in its files that causes it."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class TrialForm:
    """A form over one period. `units`: names of those that reported invented figures; `owed`: how many owe it;
    `skipped`: why nobody tried it, then without a period.
    """

    code: str
    name: str
    period: str  # its name
    units: tuple[str, ...]
    owed: int
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class TrialRegister:
    """A register with invented entries. `units`: names of those that wrote; `cells`: «01-CDS B3», which it filled."""

    code: str
    name: str
    units: tuple[str, ...]
    entries: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrialPage:
    """A page as a role saw it. `key`: its name in the package."""

    key: str
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """`documents`: the reports, whose key is the name of the file."""

    faults: tuple[TrialFault, ...] = ()
    forms: tuple[TrialForm, ...] = ()
    pages: tuple[TrialPage, ...] = ()
    documents: tuple[TrialPage, ...] = ()
    registers: tuple[TrialRegister, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)  # content of pages and documents, by key

    @property
    def is_complete(self) -> bool:
        """Whether every form was tried."""
        return not any(form.skipped for form in self.forms)


def pack_outcome(outcome: TrialOutcome) -> bytes:
    """The package: a description, and the files beside it."""
    description = {
        name: [asdict(row) for row in getattr(outcome, name)]
        for name in ("faults", "forms", "pages", "documents", "registers")
    }
    head = json.dumps(pack_messages(description), ensure_ascii=False).encode()
    return pack_files({_HEAD: head, **outcome.files})


def unpack_outcome(content: bytes) -> TrialOutcome:
    """The description alone; `get_file` gets one of the files."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        rows = unpack_messages(json.loads(package.read(_HEAD)))
    return TrialOutcome(
        tuple(TrialFault(**row) for row in rows["faults"]),
        tuple(TrialForm(**{**row, "units": tuple(row["units"])}) for row in rows["forms"]),
        tuple(TrialPage(**row) for row in rows["pages"]),
        tuple(TrialPage(**row) for row in rows["documents"]),
        tuple(
            TrialRegister(**{**row, "units": tuple(row["units"]), "cells": tuple(row["cells"])})
            for row in rows.get("registers", ())  # none in what was packed before entries were tried
        ),
    )


def get_file(content: bytes, key: str) -> bytes:
    """The page or document of that key. Raises KeyError."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(key)
