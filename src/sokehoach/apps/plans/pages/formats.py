"""Reads the check results of a plan's file: deviations from the decree and digital signatures."""

from dataclasses import dataclass
from datetime import datetime

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
