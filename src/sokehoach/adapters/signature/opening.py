"""Read a file's signatures in a process of its own, without network; the file's content never raises."""

import json
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.signatures import Signature, parse_signature

_LENGTH_BYTES = 4  # bytes that hold the length of the header before the file
_CERTIFICATES = (".pem", ".crt", ".cer", ".der")
MAX_ROOT_BYTES = 100_000
_MARK = b"/ByteRange"


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """The signatures in signing order.

    `signed`: the file has signatures, even if they could not be read. `problem` says why not all could be checked; «»
    for none.
    """

    signatures: tuple[Signature, ...]
    signed: bool
    problem: str = ""


@slow_work
def read_signatures(data: bytes, *, roots: Sequence[bytes] = (), at: datetime) -> SignatureCheck:
    """Return the signatures of a PDF; none for any other file. Never raises for the file's content.

    `roots` are trusted certificates, PEM or DER. `at` is the moment of the check, used for a signature without a time
    of its own.
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
    """Run the job «signatures» of parser_jobs. Parsers are imported here, so that the server never loads them."""
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
    """Return the certificates in a folder (PEM or DER) in the order of their names; none if there is no folder."""
    return [path.read_bytes() for path in list_root_files(folder)]


def list_root_files(folder: pathlib.Path) -> list[pathlib.Path]:
    if not folder.is_dir():
        return []
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in _CERTIFICATES and path.is_file() and path.stat().st_size <= MAX_ROOT_BYTES
    ]
