"""What was found in the file of a plan: departures from the decree, and its digital signatures."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from sokehoach.apps.plans.models import Plan, Source
from sokehoach.domain.documents.rules import Finding, Severity
from sokehoach.domain.documents.signatures import Certificate, Meaning, Signature, from_json, meaning


@dataclass(frozen=True, slots=True)
class Link:
    """A certificate of a chain with its days."""

    certificate: Certificate
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as a page tells it; moments are None where the file tells none."""

    signature: Signature
    meaning: Meaning
    claimed_at: datetime | None
    stamped_at: datetime | None
    links: tuple[Link, ...]


def source_of(plan: Plan) -> Source | None:
    """The plan's file without its bytes; None for a plan of an older release, or one drafted here."""
    return Source.objects.filter(plan=plan).defer("content").first()


def file_of(plan: Plan) -> Source:
    """With its bytes. Http404 where there is none."""
    row = Source.objects.filter(plan=plan).first()
    if row is None:
        raise Http404
    return row


def findings(source: Source) -> dict[str, list[Finding]]:
    """`errors` and `advice`, each in the order of the page."""
    found = [Finding.from_json(one) for one in source.findings or ()]
    return {
        "errors": [one for one in found if one.severity is Severity.ERROR],
        "advice": [one for one in found if one.severity is Severity.ADVICE],
    }


def signatures(source: Source) -> list[Signed]:
    """In the order in which they were set."""
    return [_signed(from_json(one)) for one in source.signatures]


def _signed(one: Signature) -> Signed:
    return Signed(
        one,
        meaning(one),
        datetime.fromisoformat(one.claimed_at) if one.claimed_at else None,
        datetime.fromisoformat(one.stamped_at) if one.stamped_at else None,
        tuple(
            Link(link, datetime.fromisoformat(link.valid_from), datetime.fromisoformat(link.valid_to))
            for link in one.chain
        ),
    )
