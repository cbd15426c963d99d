"""The one way from a file's bytes to its signatures: in a process of its own, without the network, never fatal."""

import json
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.signatures import Signature, parse_signature

_LENGTH_BYTES = 4  # bytes that say how long what precedes the file is
_CERTIFICATES = (".pem", ".crt", ".cer", ".der")
_MAX_ROOT_BYTES = 100_000  # bytes
_MARK = b"/ByteRange"


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """Signatures in the order in which they were set. `problem`: why not all could be looked at; «» for none.

    `signed`: the file bears signatures, even where they could not be read.
    """

    signatures: tuple[Signature, ...]
    signed: bool
    problem: str = ""


@slow_work
def read_signatures(data: bytes, *, roots: Sequence[bytes] = (), at: datetime) -> SignatureCheck:
    """The signatures of a PDF; of anything else, none. `roots`: certificates that are trusted, PEM or DER.

    `at` is the moment of the check, for a signature that tells no moment of its own. Never raises for what is in
    the file.
    """
    if not data.lstrip(b"\r\n\t \xef\xbb\xbf").startswith(b"%PDF-"):
        return SignatureCheck((), signed=False)
    is_signed = _MARK in data
    options = {"roots": [root.hex() for root in roots], "at": at.isoformat()}
    header = json.dumps(options).encode()
    try:
        answer = process.run("signatures", len(header).to_bytes(_LENGTH_BYTES, "big") + header + data)
    except FileRefusedError as refusal:
        return SignatureCheck((), is_signed, str(refusal) if is_signed else "")
    signatures = tuple(parse_signature(signature) for signature in answer["signatures"])
    return SignatureCheck(signatures, is_signed or bool(signatures), answer["problem"])


def run_signatures_job(data: bytes, *, name: str) -> dict[str, Any]:
    """The job «signatures» of sandbox.worker. The parsers are imported here, so that the server never loads them."""
    from sokehoach.adapters.signature import pdf

    length = int.from_bytes(data[:_LENGTH_BYTES], "big")
    options = json.loads(data[_LENGTH_BYTES : _LENGTH_BYTES + length])
    roots = [bytes.fromhex(root) for root in options["roots"]]
    signatures, problem = pdf.check_signatures(
        data[_LENGTH_BYTES + length :], roots=roots, at=datetime.fromisoformat(options["at"])
    )
    return {"signatures": [signature.as_json() for signature in signatures], "problem": problem}


@slow_work
def read_trusted_roots(folder: pathlib.Path) -> list[bytes]:
    """The certificates in a folder (PEM or DER), in the order of their names; none where there is no folder."""
    if not folder.is_dir():
        return []
    return [
        path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in _CERTIFICATES and path.is_file() and path.stat().st_size <= _MAX_ROOT_BYTES
    ]
