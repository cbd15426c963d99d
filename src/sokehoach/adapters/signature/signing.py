"""Sign a PDF with a certificate file (PAdES baseline B-B) and draw the signature's appearance on its page."""

import io
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any

import typst
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, SimpleBoxLayoutRule
from pyhanko.sign import fields, signers
from pyhanko.stamp import StaticStampStyle

from sokehoach.adapters.signature import certificates
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.documents.signatures import Certificate
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day

MAX_KEY_BYTES = 200_000  # of a certificate file
MAX_PICTURE_BYTES = 1_000_000
_FOLDER = Path(__file__).parent
_FONTS = _FOLDER.parent / "writers" / "pdf" / "fonts"
_DRAWING = Lock()
_NOT_A_KEY = say("Tệp này không phải chứng thư số có khóa (.p12, .pfx). Hãy chọn lại tệp.")


class SigningError(ValueError):
    """Raised when nothing was signed. The message says in Vietnamese what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A certificate with its private key, only in memory. `holder` describes its owner."""

    holder: Certificate
    signer: Any


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a page (from 0) in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class SignatureAppearance:
    """The visible part of a signature: a PNG if there is one, else the lines."""

    place: PageBox
    png: bytes = b""
    lines: Sequence[str] = ()
    red: bool = False


@slow_work
def load_key(data: bytes, password: str, *, at: datetime) -> SigningKey:
    """Load the key of a PKCS #12 file. SigningError: not such a file, wrong password, no key in it, or not valid at
    `at`.
    """
    if not data or len(data) > MAX_KEY_BYTES or not data.startswith(b"\x30"):
        raise SigningError(_NOT_A_KEY)
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(data, other_certs=(), passphrase=password.encode() or None)
    except (ValueError, TypeError, AttributeError) as error:  # AttributeError if the file has no key
        message = str(error.__cause__ or error).lower()
        if "password" in message or "mac" in message:
            raise SigningError(say("Mật khẩu của chứng thư số không đúng. Hãy gõ lại mật khẩu.")) from None
        raise SigningError(_NOT_A_KEY) from None
    certificate = signer.signing_cert
    if certificate is None:
        raise SigningError(_NOT_A_KEY)
    holder = certificates.describe_certificate(certificate)
    if at > certificate.not_valid_after:
        raise SigningError(
            say(
                "Chứng thư số của %(subject)s đã hết hạn ngày %(not_valid_after)s. Hãy gia hạn hoặc "
                "dùng chứng thư số khác.",
                subject=holder.subject,
                not_valid_after=write_day(certificate.not_valid_after),
            )
        )
    if at < certificate.not_valid_before:
        raise SigningError(
            say(
                "Chứng thư số của %(subject)s chỉ có hiệu lực từ ngày %(not_valid_before)s.",
                subject=holder.subject,
                not_valid_before=write_day(certificate.not_valid_before),
            )
        )
    return SigningKey(holder, signer)


@slow_work
def check_picture(data: bytes) -> bytes:
    """Return the PNG of a signature or seal unchanged. SigningError for anything else."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) > MAX_PICTURE_BYTES:
        raise SigningError(
            say("Hình chữ ký, con dấu phải là tệp PNG nền trong suốt, không quá 1 MB. Hãy chọn lại tệp.")
        )
    return data


@slow_work
def sign_pdf(
    pdf: bytes,
    key: SigningKey,
    *,
    field: str,
    appearance: SignatureAppearance | None,
    reason: str,
    at: datetime,
) -> bytes:
    """Return the file with one more signature, appended to its content. SigningError if it cannot be signed."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    meta = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=reason
    )
    spec = fields.SigFieldSpec(field)
    style = None
    output = io.BytesIO()
    with NamedTemporaryFile(suffix=".pdf") as stamp_file:
        if appearance is not None:
            place = appearance.place
            box = (round(place.left), round(place.bottom), round(place.right), round(place.top))
            spec = fields.SigFieldSpec(field, on_page=place.page, box=box)
            stamp_file.write(_draw_appearance(appearance))
            stamp_file.flush()
            style = StaticStampStyle(
                border_width=0,
                background=ImportedPdfPage(stamp_file.name),  # type: ignore[no-untyped-call]
                background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID),
            )
        signer = _OnTime(meta, key.signer, stamp_style=style, new_field_spec=spec)
        signer.moment = at
        try:
            signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False), output=output)
        except SigningError:
            raise
        except Exception as error:  # a third-party file may break the writer in any way
            raise SigningError(say("Không ký được tệp này: %(name)s.", name=type(error).__name__)) from error
    return output.getvalue()


@slow_work
def list_own_signatures(data: bytes, *, roots: Sequence[bytes], at: datetime) -> list[dict[str, Any]]:
    """Return the signatures of a file that this product signed itself, as JSON, in signing order."""
    from sokehoach.adapters.signature import pdf

    signatures, _problem = pdf.check_signatures(data, roots=roots, at=at)
    return [signature.as_json() for signature in signatures]


class _OnTime(signers.PdfSigner):
    """Signs at the given moment instead of the machine's time."""

    moment: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


def _draw_appearance(appearance: SignatureAppearance) -> bytes:
    place = appearance.place
    stamp = {
        "width": place.right - place.left,
        "height": place.top - place.bottom,
        "size": 10,
        "red": appearance.red,
        "png": list(appearance.png),
        "lines": list(appearance.lines),
    }
    try:
        with _DRAWING:
            content = _get_compiler().compile(format="pdf", sys_inputs={"stamp": json.dumps(stamp, ensure_ascii=False)})
    except typst.TypstError:
        raise SigningError(say("Không mở được hình chữ ký, con dấu. Hãy xuất lại tệp PNG rồi chọn lại.")) from None
    assert isinstance(content, bytes)
    return content


@cache
def _get_compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_FONTS)])
    return typst.Compiler(_FOLDER / "stamp.typ", root=_FOLDER, font_paths=fonts, ignore_system_fonts=True)
