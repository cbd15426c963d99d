"""Tell in which order a file was signed, what each signature put on its pages, and whether that is the usual way.

The usual way (NĐ 30/2020, Điều 13 to 17; Phụ lục I, II.7 and II.8): the person in charge signs, then the clerical
office writes number and day, and puts the seal of the agency, each by a signature of the agency. An agency that copies
or publishes the file signs last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from itertools import groupby

from sokehoach.domain.documents.signatures import Integrity, Signature

_HEAD = 0.75  # above this height of page 1 stand number and day
_AGENCY = re.compile(
    r"(?:ủy ban|uỷ ban|ubnd|hđnd|hội đồng|hội|liên đoàn|công đoàn|đoàn (?:thanh niên|tncs|đại biểu|thể)|mặt trận|đảng|"
    r"\w{3,6} ủy(?= )|ban|bộ|sở|phòng|cục|chi cục|tổng cục|vụ|văn phòng|trung tâm|công an|bệnh viện|"
    r"trạm|trường|đại học|học viện|viện|tòa án|toà án|thanh tra|kho bạc|bảo hiểm|ngân hàng|công ty|tổng công ty|"
    r"chi nhánh|tập đoàn|doanh nghiệp|thuế|hải quan|đài|báo|tạp chí|nhà xuất bản|đội|đồn|bộ đội|bưu điện|cổng)(?!\w)"
)


class DeedKind(StrEnum):
    SIGN = auto()  # a person's signature
    SEAL = auto()  # the seal of an agency
    NUMBER = auto()  # the document's number, written in the head
    DAY = auto()  # its day
    TEXT = auto()  # a signature with lines of text, as on a copy
    TIMESTAMP = auto()


class SigningWay(StrEnum):
    """Whether the file was signed in the usual way; the first that holds, the worst first."""

    DAMAGED = auto()  # a signature is broken, or signed content was changed
    UNCHECKED = auto()  # a signature could not be checked
    ADDED = auto()  # something was added that is no signature
    NO_AGENCY = auto()  # persons alone signed
    NO_PERSON = auto()  # agencies alone signed
    AGENCY_BEFORE_PERSON = auto()
    USUAL = auto()


@dataclass(frozen=True, slots=True)
class SigningDeed:
    """What a signature put on a page: `page` from 1, 0 where it shows nowhere; `text`: what is written there."""

    kind: DeedKind
    page: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class SigningStep:
    """What one signer did in a row. `moment` of its first signature; None where the file has none.

    `organisation` of a person, as the certificate names it.
    """

    signer: str
    organisation: str
    moment: datetime | None
    deeds: tuple[SigningDeed, ...]


def list_signing_steps(signatures: Sequence[Signature]) -> tuple[SigningStep, ...]:
    """Return what was done, for signatures in signing order."""
    grouped = groupby(signatures, key=lambda signature: (signature.signer, signature.timestamp))
    return tuple(_build_step(list(group)) for _signer, group in grouped)


def find_signing_way(signatures: Sequence[Signature]) -> SigningWay:
    """Return the way of signatures in signing order. Raises ValueError for none."""
    if not signatures:
        raise ValueError("no signature")
    integrities = {signature.integrity for signature in signatures}
    if integrities & {Integrity.CHANGED, Integrity.BROKEN}:
        return SigningWay.DAMAGED
    if Integrity.UNKNOWN in integrities:
        return SigningWay.UNCHECKED
    if Integrity.ADDED in integrities:
        return SigningWay.ADDED
    are_agencies = [is_agency_name(signature.signer) for signature in signatures if not signature.timestamp]
    if True not in are_agencies:
        return SigningWay.NO_AGENCY
    if False not in are_agencies:
        return SigningWay.NO_PERSON
    return SigningWay.USUAL if are_agencies == sorted(are_agencies) else SigningWay.AGENCY_BEFORE_PERSON


def is_agency_name(name: str) -> bool:
    """Whether a certificate's name is that of an agency: «TRUNG TÂM CÔNG BÁO», not «Đoàn Văn Ban»."""
    return _AGENCY.match(name.strip().lower()) is not None


def _build_step(signatures: list[Signature]) -> SigningStep:
    first = signatures[0]
    is_agency = is_agency_name(first.signer)
    organisation = first.chain[0].organisation if first.chain and not is_agency else ""
    deeds = tuple(
        SigningDeed(_find_kind(signature, is_agency=is_agency), signature.page, signature.text)
        for signature in signatures
    )
    return SigningStep(first.signer, organisation, first.signed_at, deeds)


def _find_kind(signature: Signature, *, is_agency: bool) -> DeedKind:
    if signature.timestamp:
        return DeedKind.TIMESTAMP
    if not signature.text:
        return DeedKind.SEAL if is_agency else DeedKind.SIGN
    if signature.page == 1 and signature.up > _HEAD and re.fullmatch(r"[\d\s./-]{1,12}", signature.text):
        return DeedKind.NUMBER if signature.across < 0.5 else DeedKind.DAY
    return DeedKind.TEXT
