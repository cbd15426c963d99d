"""Reads the check results of a plan's file: deviations from the decree and digital signatures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sokehoach.apps.plans.models import Plan, Source
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.documents.rules import FormatFinding, Severity
from sokehoach.domain.documents.signatures import (
    Certificate,
    Signature,
    SignatureAssessment,
    assess_signature,
    parse_signature,
)
from sokehoach.domain.documents.signing_order import SigningWay, find_signing_way, list_signing_steps


@dataclass(frozen=True, slots=True)
class CertificateLink:
    """A certificate of a chain with its validity."""

    certificate: Certificate
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True, slots=True)
class SignatureDetails:
    """A signature as shown on a page; datetimes are None where the file has none."""

    signature: Signature
    meaning: SignatureAssessment
    claimed_at: datetime | None
    stamped_at: datetime | None
    links: tuple[CertificateLink, ...]


def find_source(plan: Plan) -> Source | None:
    """Returns the plan's file without its bytes; None for a plan of an older release, or one drafted here."""
    return Source.objects.filter(plan=plan).defer("content").first()


def get_source(plan: Plan) -> Source:
    """Returns the file with its bytes; raises NotFoundError where there is none."""
    row = Source.objects.filter(plan=plan).first()
    if row is None:
        raise NotFoundError
    return row


def list_findings(source: Source) -> dict[str, list[FormatFinding]]:
    """Returns `errors` and `advice`, each in page order."""
    findings = [FormatFinding.from_json(row) for row in source.findings or ()]
    return {
        "errors": [finding for finding in findings if finding.severity is Severity.ERROR],
        "advice": [finding for finding in findings if finding.severity is Severity.ADVICE],
    }


WAYS = {  # tone and sentence
    SigningWay.DAMAGED: (
        "error",
        _("Có chữ ký hỏng, hoặc nội dung bị thay đổi sau khi ký. Chưa dùng tệp này làm căn cứ."),
    ),
    SigningWay.UNCHECKED: (
        "warning",
        _("Có chữ ký mà phần mềm chưa kiểm tra được, nên chưa biết hết những gì được ghi thêm."),
    ),
    SigningWay.ADDED: (
        "warning",
        _("Có nội dung được ghi thêm sau khi ký mà không phải là một chữ ký. Hãy đối chiếu với bản đã phát hành."),
    ),
    SigningWay.NO_AGENCY: (
        "warning",
        _("Chỉ có chữ ký của người, chưa có dấu số của cơ quan: có thể là bản chưa qua văn thư."),
    ),
    SigningWay.NO_PERSON: (
        "warning",
        _("Chỉ có dấu số của cơ quan, không có chữ ký số của người: thường là bản sao, hoặc bản ký giấy được số hóa."),
    ),
    SigningWay.AGENCY_BEFORE_PERSON: (
        "warning",
        _("Dấu số của cơ quan có trước một chữ ký của người. Thường thì người ký xong, cơ quan mới đóng dấu."),
    ),
    SigningWay.USUAL: (
        "info",
        _("Trình tự thường thấy: người có thẩm quyền ký, rồi cơ quan ghi số, ngày, đóng dấu số."),
    ),
}


def describe_course(source: Source) -> dict[str, Any]:
    """Returns `steps` in the order of signing, and `way_tone` and `way` for a clerk; nothing without signatures."""
    signatures = [parse_signature(row) for row in source.signatures]
    if not signatures:
        return {}
    tone, way = WAYS[find_signing_way(signatures)]
    return {"steps": list_signing_steps(signatures), "way_tone": tone, "way": way}


def list_signatures(source: Source) -> list[SignatureDetails]:
    """Returns the signatures in the order of signing."""
    return [_describe_signature(parse_signature(row)) for row in source.signatures]


def _describe_signature(signature: Signature) -> SignatureDetails:
    return SignatureDetails(
        signature,
        assess_signature(signature),
        datetime.fromisoformat(signature.claimed_at) if signature.claimed_at else None,
        datetime.fromisoformat(signature.stamped_at) if signature.stamped_at else None,
        tuple(
            CertificateLink(link, datetime.fromisoformat(link.valid_from), datetime.fromisoformat(link.valid_to))
            for link in signature.chain
        ),
    )
