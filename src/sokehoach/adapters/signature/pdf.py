"""Check the signatures of a PDF one by one; one that cannot be checked is reported as such, never left out."""

import asyncio
import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import CertificateValidator, ValidationContext

from sokehoach.adapters.signature import certificates
from sokehoach.adapters.signature.marks import Mark, read_marks
from sokehoach.domain.documents.signatures import Certificate, Integrity, Signature, Trust, Validity
from sokehoach.domain.messages import say

_MAX_SIGNATURES = 50  # per file
# Offices sign with certificates for either kind of signing; other key usages are not checked.
_USAGE = KeyUsageConstraints({"digital_signature", "non_repudiation"}, match_all_key_usages=False)
_MARK = b"/ByteRange"
_UNREADABLE = say("Không mở được cấu trúc của tệp, nên không kiểm tra được từng chữ ký.")
_TOO_MANY = say(
    "Tệp có hơn %(max_signatures)s chữ ký; phần mềm chỉ xem %(max_signatures)s chữ ký đầu.",
    max_signatures=_MAX_SIGNATURES,
)


def check_signatures(data: bytes, *, roots: Sequence[bytes], at: datetime) -> tuple[list[Signature], str]:
    """Return the signatures in signing order, and a sentence if not all could be checked."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    trusted = [certificate for root in roots for certificate in certificates.load_certificates(root)]
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        filled = list(enumerate_sig_fields(reader, filled_status=True))
    except Exception:  # a third-party parser may raise anything on a broken file; the file is shown anyway
        return _report_unreadable(data)
    marks = _read_marks(data)
    checked: list[tuple[int, Signature]] = []
    for name, _value, field in filled[:_MAX_SIGNATURES]:
        revision, signature = _check_field(reader, str(name), field, trusted, at)
        if mark := marks.get(str(name)):
            signature = replace(signature, page=mark.page, across=mark.across, up=mark.up, text=mark.text)
        checked.append((revision, signature))
    if not checked and _MARK in data:
        return _report_unreadable(data)
    checked.sort(key=lambda pair: pair[0])
    return [signature for _revision, signature in checked], _TOO_MANY if len(filled) > _MAX_SIGNATURES else ""


def _read_marks(data: bytes) -> Mapping[str, Mark]:
    try:
        return read_marks(data)
    except Exception:  # where a mark stands is told where it can be; whether the signature holds is another matter
        return {}


def _report_unreadable(data: bytes) -> tuple[list[Signature], str]:
    """Report a file whose fields cannot be read: as many broken signatures as it has signature marks."""
    count = min(data.count(_MARK), _MAX_SIGNATURES)
    broken = Signature("", (), Integrity.BROKEN, Trust.UNKNOWN_ROOT, Validity.UNKNOWN)
    return [broken] * count, _UNREADABLE if count else ""


def _check_field(
    reader: PdfFileReader, name: str, field: Any, trusted: list[x509.Certificate], at: datetime
) -> tuple[int, Signature]:
    """Return the revision that the signature covers, for sorting, and the signature."""
    revision = reader.xrefs.total_revisions  # last, if unknown
    chain: list[x509.Certificate] = []
    described_chain: tuple[Certificate, ...] = ()
    try:
        embedded = EmbeddedPdfSignature(reader, field.get_object(), name)
        revision = embedded.signed_revision
        chain = certificates.build_chain(embedded.signer_cert, embedded.other_embedded_certs)
        described_chain = tuple(map(certificates.describe_certificate, chain))
        return revision, _check_signature(embedded, trusted, at)
    except Exception:  # any part may be damaged in any way: what could be read is shown
        trust = _compute_rootless_trust(chain) if described_chain else Trust.UNKNOWN_ROOT
        return revision, Signature(name, described_chain, Integrity.BROKEN, trust, Validity.UNKNOWN)


def _check_signature(embedded: EmbeddedPdfSignature, trusted: list[x509.Certificate], at: datetime) -> Signature:
    signer = embedded.signer_cert
    claimed = _read_claimed_time(embedded)
    chain = certificates.build_chain(signer, [*embedded.other_embedded_certs, *trusted])
    stamp = embedded.sig_object_type == "/DocTimeStamp"
    context = _build_context(embedded, trusted, claimed or at)
    status, problem = _compute_status(embedded, context, stamp=stamp)
    integrity = _compute_integrity(embedded, status)
    stamped = _read_timestamp(status)
    moment = stamped or claimed
    return Signature(
        field=embedded.field_name,
        chain=tuple(map(certificates.describe_certificate, chain)),
        integrity=integrity,
        trust=_compute_trust(chain, trusted, status, context),
        validity=certificates.compute_validity(signer, moment),
        claimed_at=claimed.isoformat() if claimed is not None and not stamp else "",
        stamped_at=stamped.isoformat() if stamped is not None else "",
        algorithm=_read_algorithm(embedded),
        timestamp=stamp,
        added=max(embedded.reader.xrefs.total_revisions - 1 - embedded.signed_revision, 0),
        note=problem,
    )


def _read_claimed_time(embedded: EmbeddedPdfSignature) -> datetime | None:
    try:
        moment: datetime | None = embedded.self_reported_timestamp
    except (ValueError, TypeError, KeyError):
        return None
    return moment.astimezone() if moment is not None and moment.tzinfo is None else moment


def _build_context(
    embedded: EmbeddedPdfSignature, trusted: list[x509.Certificate], moment: datetime
) -> ValidationContext:
    return ValidationContext(
        trust_roots=trusted,
        allow_fetching=False,
        moment=moment,
        best_signature_time=moment,
        revocation_mode="soft-fail",
        other_certs=embedded.other_embedded_certs,
    )


def _compute_status(embedded: EmbeddedPdfSignature, context: ValidationContext, *, stamp: bool) -> tuple[Any, str]:
    """Return pyHanko's status; None and a Vietnamese sentence for an unknown kind or algorithm."""
    try:
        if stamp:
            return validate_pdf_timestamp(embedded, context), ""
        return validate_pdf_signature(embedded, context, key_usage_settings=_USAGE), ""
    except Exception as error:
        return None, say("Phần mềm chưa kiểm tra được kiểu chữ ký này: %(error)s.", error=_shorten_error(error))


def _shorten_error(error: Exception) -> str:
    """Shorten the checker's message, which names the unknown algorithm or kind."""
    return " ".join(str(error).split())[:160].rstrip(".") or type(error).__name__


def _compute_integrity(embedded: EmbeddedPdfSignature, status: Any) -> Integrity:
    if status is None:
        return Integrity.UNKNOWN
    if not status.intact:
        return Integrity.CHANGED
    if not status.valid:
        return Integrity.BROKEN
    if embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Integrity.INTACT
    if embedded.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return Integrity.ADDED
    level = getattr(embedded.diff_result, "modification_level", ModificationLevel.OTHER)
    if level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES):
        return Integrity.SIGNED_ON
    is_signed_later = any(_iter_later_signatures(embedded))
    return Integrity.SIGNED_ON if level == ModificationLevel.FORM_FILLING and is_signed_later else Integrity.ADDED


def _iter_later_signatures(embedded: EmbeddedPdfSignature) -> Iterator[bool]:
    """Yield for each signature whether it was added in a revision after this one."""
    for _name, value, field in enumerate_sig_fields(embedded.reader, filled_status=True):
        reference = getattr(field.get_object().raw_get("/V"), "reference", None)
        if value is not None and reference is not None:
            yield embedded.reader.xrefs.get_last_change(reference) > embedded.signed_revision


def _read_timestamp(status: Any) -> datetime | None:
    """Return the time of a timestamp token that matches the signature."""
    token = getattr(status, "timestamp_validity", None)
    if token is not None and token.intact and token.valid:
        moment: datetime = token.timestamp
        return moment
    if status is not None and hasattr(status, "timestamp") and status.intact and status.valid:
        stamped_at: datetime = status.timestamp
        return stamped_at
    return None


def _compute_trust(
    chain: list[x509.Certificate], trusted: list[x509.Certificate], status: Any, context: ValidationContext
) -> Trust:
    if status is not None and status.trusted:
        return Trust.TRUSTED
    roots = {certificate.sha256 for certificate in trusted}
    if not any(certificate.sha256 in roots for certificate in chain):
        return _compute_rootless_trust(chain)
    # pyHanko does not check the chain of an invalid signature, but people want to know it.
    is_valid = status is not None and status.intact and status.valid
    return Trust.REFUSED if is_valid or not _leads_to_root(chain, context) else Trust.TRUSTED


def _leads_to_root(chain: list[x509.Certificate], context: ValidationContext) -> bool:
    """Return whether the certificate has a valid path to a trusted root."""
    check = CertificateValidator(chain[0], chain[1:], validation_context=context)
    try:
        asyncio.run(check.async_validate_path())
    except Exception:
        return False
    return True


def _compute_rootless_trust(chain: list[x509.Certificate]) -> Trust:
    """Return the trust of a chain without any of our roots."""
    is_alone = len(chain) == 1 and certificates.is_self_issued(chain[0])
    return Trust.SELF_SIGNED if is_alone else Trust.UNKNOWN_ROOT


def _read_algorithm(embedded: EmbeddedPdfSignature) -> str:
    """Return the algorithm as the file names it, such as «RSA, SHA-256»."""
    algorithm = embedded.signer_info["signature_algorithm"]
    try:
        kind = algorithm.signature_algo
    except ValueError:  # unknown to the parser
        kind = algorithm["algorithm"].native
    key = {
        "rsassa_pkcs1v15": "RSA",
        "rsassa_pss": "RSA-PSS",
        "ecdsa": "ECDSA",
        "ed25519": "Ed25519",
        "dsa": "DSA",
    }
    digest = embedded.md_algorithm.upper()
    return f"{key.get(kind, kind)}, {digest.replace('SHA', 'SHA-', 1) if digest.startswith('SHA') else digest}"
