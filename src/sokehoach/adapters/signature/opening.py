"""The one way from a file's bytes to its signatures: in a process of its own, without the network, never fatal."""

import json
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sokehoach.adapters.guard import NotTaken, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.signatures import Signature, from_json

_HEAD = 4  # bytes that say how long what precedes the file is
_CERTIFICATES = (".pem", ".crt", ".cer", ".der")
_LARGEST_ROOT = 100_000  # bytes
_MARK = b"/ByteRange"


@dataclass(frozen=True, slots=True)
class Found:
    """Signatures in the order in which they were set. `problem`: why not all could be looked at; «» for none.

    `signed`: the file bears signatures, even where they could not be read.
    """

    signatures: tuple[Signature, ...]
    signed: bool
    problem: str = ""


@slow_work
def read_signatures(data: bytes, *, roots: Sequence[bytes] = (), at: datetime) -> Found:
    """The signatures of a PDF; of anything else, none. `roots`: certificates that are trusted, PEM or DER.

    `at` is the moment of the check, for a signature that tells no moment of its own. Never raises for what is in
    the file.
    """
    if not data.lstrip(b"\r\n\t \xef\xbb\xbf").startswith(b"%PDF-"):
        return Found((), signed=False)
    signed = _MARK in data
    told = {"roots": [root.hex() for root in roots], "at": at.isoformat()}
    head = json.dumps(told).encode()
    try:
        made = process.run("signatures", len(head).to_bytes(_HEAD, "big") + head + data)
    except NotTaken as refusal:
        return Found((), signed, str(refusal) if signed else "")
    signatures = tuple(from_json(one) for one in made["signatures"])
    return Found(signatures, signed or bool(signatures), made["problem"])


def opened(data: bytes, *, name: str) -> dict[str, Any]:
    """The job «signatures» of guard.worker. The parsers are imported here, so that the server never loads them."""
    from sokehoach.adapters.signature import pdf

    length = int.from_bytes(data[:_HEAD], "big")
    told = json.loads(data[_HEAD : _HEAD + length])
    roots = [bytes.fromhex(root) for root in told["roots"]]
    found, problem = pdf.read(data[_HEAD + length :], roots=roots, at=datetime.fromisoformat(told["at"]))
    return {"signatures": [one.as_json() for one in found], "problem": problem}


@slow_work
def trusted_roots(folder: pathlib.Path) -> list[bytes]:
    """The certificates in a folder (PEM or DER), in the order of their names; none where there is no folder."""
    if not folder.is_dir():
        return []
    return [
        path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in _CERTIFICATES and path.is_file() and path.stat().st_size <= _LARGEST_ROOT
    ]
