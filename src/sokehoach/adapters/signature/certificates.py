"""Certificates: what they say of their holder, and the chain that a signature carries."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from asn1crypto import pem, x509

from sokehoach.domain.documents.signatures import Certificate, Validity
from sokehoach.domain.text import nfc

_LONGEST = 12  # certificates of a chain


def loaded(content: bytes) -> Iterator[x509.Certificate]:
    """The certificates of a PEM or DER file; what is none is passed over."""
    pieces = [content]
    if pem.detect(content):
        pieces = [der for kind, _headers, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]
    for der in pieces:
        try:
            one = x509.Certificate.load(der, strict=True)
            _ = one.serial_number, one.subject.native
        except (ValueError, TypeError):
            continue
        yield one


def chain(signer: x509.Certificate, others: Iterable[x509.Certificate]) -> list[x509.Certificate]:
    """From the signer's certificate upward, by the names of issuers, as far as the certificates go."""
    found = [signer]
    rest = list(others)
    while not is_self_issued(found[-1]) and len(found) < _LONGEST:
        above = next(
            (one for one in rest if one.subject == found[-1].issuer and one.dump() != found[-1].dump()), None
        )
        if above is None or above in found:
            break
        found.append(above)
    return found


def is_self_issued(one: x509.Certificate) -> bool:
    return bool(one.subject == one.issuer)


def told(one: x509.Certificate) -> Certificate:
    subject = one.subject.native
    return Certificate(
        subject=_word(subject.get("common_name")) or nfc(one.subject.human_friendly),
        organisation=_word(subject.get("organization_name"))
        or _word(subject.get("organizational_unit_name")),
        email=_email(one),
        issuer=_word(one.issuer.native.get("common_name")) or nfc(one.issuer.human_friendly),
        serial=f"{one.serial_number:X}",
        valid_from=one.not_valid_before.isoformat(),
        valid_to=one.not_valid_after.isoformat(),
    )


def validity(one: x509.Certificate, moment: datetime | None) -> Validity:
    if moment is None:
        return Validity.UNKNOWN
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment < one.not_valid_before:
        return Validity.NOT_YET
    return Validity.EXPIRED if moment > one.not_valid_after else Validity.VALID


def _email(one: x509.Certificate) -> str:
    written = _word(one.subject.native.get("email_address"))
    if written:
        return written
    names = one.subject_alt_name_value
    return next((_word(name.native) for name in names or () if name.name == "rfc822_name"), "")


def _word(value: object) -> str:
    """Of a name that is given several times, the last, which is the narrowest."""
    if isinstance(value, list):
        value = value[-1] if value else ""
    return nfc(str(value)).strip() if value else ""
