"""Assess the digital signatures of a file for an official (NĐ 30/2020, Điều 3, Phụ lục I, Mục II.8).

The adapter establishes the facts; this module uses neither files nor certificates.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sokehoach.domain.messages import say


class Integrity(StrEnum):
    INTACT = "intact"  # covers the whole file
    SIGNED_ON = "signed_on"  # later changes are only further signatures or their proofs
    ADDED = "added"  # something else was added later; the signed content is unchanged
    CHANGED = "changed"  # the signed bytes were changed
    BROKEN = "broken"  # the signature cannot be read or does not fit its certificate
    UNKNOWN = "unknown"  # made in a way that this product cannot check


class Trust(StrEnum):
    TRUSTED = "trusted"  # the chain ends at a trusted root of this deployment
    UNKNOWN_ROOT = "unknown_root"
    SELF_SIGNED = "self_signed"
    REFUSED = "refused"  # the chain reaches a trusted root, but violates a rule


class Validity(StrEnum):
    """Validity of the signer's certificate at the moment of signing."""

    VALID = "valid"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"  # the time is unknown


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate. `serial` in hexadecimal; days in ISO 8601 with their zone."""

    subject: str
    organisation: str
    email: str
    issuer: str
    serial: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The facts about one signature.

    `chain`: from the signer's certificate upwards, as far as the file contains it. `claimed_at`: the signer's own
    clock. `stamped_at`: that of a timestamp authority. ISO 8601 or «». `timestamp`: only a time stamp, not a person's
    signature. `added`: how many times the file was changed after this signature. `page` (from 1; 0 where it shows
    nowhere), `across` and `up` (0 to 1, from the left and from the foot): the middle of its mark. `text`: what the mark
    says; «» for a picture.
    """

    field: str
    chain: tuple[Certificate, ...]
    integrity: Integrity
    trust: Trust
    validity: Validity
    claimed_at: str = ""
    stamped_at: str = ""
    algorithm: str = ""
    timestamp: bool = False
    added: int = 0
    note: str = ""
    page: int = 0
    across: float = 0.0
    up: float = 0.0
    text: str = ""

    @property
    def signer(self) -> str:
        return self.chain[0].subject if self.chain else ""

    @property
    def signed_at(self) -> datetime | None:
        moment = self.stamped_at or self.claimed_at
        return datetime.fromisoformat(moment) if moment else None

    @property
    def good(self) -> bool:
        """Whether there is no problem except, perhaps, an unknown root or an unknown time of signing."""
        return (
            self.integrity in (Integrity.INTACT, Integrity.SIGNED_ON)
            and self.trust in (Trust.TRUSTED, Trust.UNKNOWN_ROOT)
            and self.validity in (Validity.VALID, Validity.UNKNOWN)
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def parse_signature(payload: Mapping[str, Any]) -> Signature:
    attributes = {field.name: payload[field.name] for field in fields(Signature) if field.name in payload}
    attributes["chain"] = tuple(Certificate(**certificate) for certificate in payload["chain"])
    attributes["integrity"], attributes["trust"] = Integrity(payload["integrity"]), Trust(payload["trust"])
    attributes["validity"] = Validity(payload["validity"])
    return Signature(**attributes)


@dataclass(frozen=True, slots=True)
class SignatureAssessment:
    """An assessment. `tone`: «good», «doubt» or «bad»; `points`: the facts; `advice`: what to do, or «»."""

    tone: str
    headline: str
    points: tuple[str, ...]
    advice: str


_INTEGRITY = {
    Integrity.INTACT: say("Tệp không thay đổi từ khi ký."),
    Integrity.SIGNED_ON: say("Nội dung đã ký không thay đổi; sau đó tệp chỉ có thêm chữ ký."),
    Integrity.ADDED: say("Nội dung đã ký không thay đổi, nhưng sau đó có người ghi thêm vào tệp ngoài chữ ký."),
    Integrity.CHANGED: say("Nội dung đã bị thay đổi sau khi ký, hoặc tệp bị hỏng khi gửi."),
    Integrity.BROKEN: say("Chữ ký hỏng: không đọc được, hoặc không khớp với chứng thư số của nó."),
    Integrity.UNKNOWN: say("Chữ ký dùng kiểu hoặc thuật toán mà phần mềm chưa kiểm tra được."),
}
_TRUST = {
    Trust.TRUSTED: say("Chứng thư số dẫn đến một gốc tin cậy của đơn vị."),
    Trust.UNKNOWN_ROOT: say("Chưa xác minh được gốc tin cậy của chứng thư số."),
    Trust.SELF_SIGNED: say("Chứng thư số tự ký: không tổ chức chứng thực nào xác nhận người ký."),
    Trust.REFUSED: say("Chứng thư số dẫn đến gốc tin cậy nhưng không hợp lệ trên đường dẫn."),
}
_VALIDITY = {
    Validity.VALID: say("Chứng thư số còn hiệu lực vào lúc ký."),
    Validity.EXPIRED: say("Chứng thư số đã hết hạn vào lúc ký."),
    Validity.NOT_YET: say("Chứng thư số chưa có hiệu lực vào lúc ký."),
    Validity.UNKNOWN: say("Chữ ký không ghi thời điểm ký, nên không biết chứng thư số còn hiệu lực hay không."),
}
_ADD_ROOT_ADVICE = say(
    "Người quản trị thêm chứng thư gốc của tổ chức chứng thực (lệnh «sokehoach roots add») rồi kiểm tra lại."
)
_REISSUE_ADVICE = say("Đề nghị nơi gửi phát hành lại văn bản; chưa dùng tệp này làm căn cứ.")


def assess_signature(signature: Signature) -> SignatureAssessment:
    """The assessment of a signature, in words for an official."""
    is_readable = signature.integrity not in (Integrity.BROKEN, Integrity.UNKNOWN)
    points = [_INTEGRITY[signature.integrity]]
    if signature.chain:
        points += [_TRUST[signature.trust], _VALIDITY[signature.validity]]
    if is_readable and signature.claimed_at and not signature.stamped_at:
        points.append(say("Thời điểm ký do máy của người ký ghi, không có dấu thời gian của bên thứ ba."))
    if signature.note:
        points.append(signature.note)
    tone, headline, advice = _build_verdict(signature)
    return SignatureAssessment(tone, headline, tuple(points), advice)


def _build_verdict(signature: Signature) -> tuple[str, str, str]:
    match signature.integrity:
        case Integrity.BROKEN:
            return "bad", say("Chữ ký hỏng"), _REISSUE_ADVICE
        case Integrity.CHANGED:
            return "bad", say("Đã bị thay đổi sau khi ký"), _REISSUE_ADVICE
        case Integrity.UNKNOWN:
            return "doubt", say("Chưa kiểm tra được"), say("Mở tệp bằng phần mềm ký số của cơ quan để kiểm tra.")
    if signature.validity in (Validity.EXPIRED, Validity.NOT_YET):
        return "bad", say("Ký khi chứng thư số không có hiệu lực"), _REISSUE_ADVICE
    if signature.trust in (Trust.SELF_SIGNED, Trust.REFUSED):
        return (
            "bad",
            say("Không xác nhận được người ký"),
            say("Hỏi nơi gửi xem chứng thư số do tổ chức nào cấp trước khi dùng văn bản."),
        )
    if signature.integrity is Integrity.ADDED:
        return (
            "doubt",
            say("Có nội dung ghi thêm sau khi ký"),
            say("Đối chiếu tệp với bản đã phát hành; phần ghi thêm không được chữ ký này bảo đảm."),
        )
    if signature.trust is Trust.UNKNOWN_ROOT:
        return (
            "doubt",
            say("Nguyên vẹn, chưa xác minh gốc"),
            _ADD_ROOT_ADVICE,
        )
    return "good", say("Hợp lệ"), ""
