"""Read certificates: data about their holder, and the chain that a signature carries."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from asn1crypto import pem, x509

from sokehoach.domain.documents.signatures import Certificate, Validity
from sokehoach.domain.text import normalize_nfc

_MAX_CHAIN = 12  # certificates


def load_certificates(content: bytes) -> Iterator[x509.Certificate]:
    """Yield the certificates of a PEM or DER file; anything else is skipped."""
    encoded = [content]
    if pem.detect(content):
        encoded = [der for kind, _headers, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]
    for der in encoded:
        try:
            certificate = x509.Certificate.load(der, strict=True)
            _ = certificate.serial_number, certificate.subject.native
        except (ValueError, TypeError):
            continue
        yield certificate


def build_chain(signer: x509.Certificate, candidates: Iterable[x509.Certificate]) -> list[x509.Certificate]:
    """Return the chain from the signer's certificate upward, by issuer names, as far as it goes."""
    built = [signer]
    rest = list(candidates)
    while not is_self_issued(built[-1]) and len(built) < _MAX_CHAIN:
        issuer = next(
            (
                candidate
                for candidate in rest
                if candidate.subject == built[-1].issuer and candidate.dump() != built[-1].dump()
            ),
            None,
        )
        if issuer is None or issuer in built:
            break
        built.append(issuer)
    return built


def is_self_issued(certificate: x509.Certificate) -> bool:
    return bool(certificate.subject == certificate.issuer)


def describe_certificate(certificate: x509.Certificate) -> Certificate:
    subject = certificate.subject.native
    return Certificate(
        subject=_read_name(subject.get("common_name")) or normalize_nfc(certificate.subject.human_friendly),
        organisation=_read_name(subject.get("organization_name"))
        or _read_name(subject.get("organizational_unit_name")),
        email=_read_email(certificate),
        issuer=_read_name(certificate.issuer.native.get("common_name"))
        or normalize_nfc(certificate.issuer.human_friendly),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before.isoformat(),
        valid_to=certificate.not_valid_after.isoformat(),
    )


def compute_validity(certificate: x509.Certificate, moment: datetime | None) -> Validity:
    if moment is None:
        return Validity.UNKNOWN
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment < certificate.not_valid_before:
        return Validity.NOT_YET
    return Validity.EXPIRED if moment > certificate.not_valid_after else Validity.VALID


def _read_email(certificate: x509.Certificate) -> str:
    email = _read_name(certificate.subject.native.get("email_address"))
    if email:
        return email
    names = certificate.subject_alt_name_value
    return next((_read_name(name.native) for name in names or () if name.name == "rfc822_name"), "")


def _read_name(value: object) -> str:
    """Return a name; of several values the last, which is the most specific."""
    if isinstance(value, list):
        value = value[-1] if value else ""
    return normalize_nfc(str(value)).strip() if value else ""
