"""Redact hits in a text."""

from collections.abc import Iterable

from sokehoach.domain.privacy.hit import Hit

REDACTION_MARK = "[đã che]"


def redact_hits(text: str, hits: Iterable[Hit]) -> str:
    """The text with each hit replaced by «[đã che]». The hits must not overlap, as from `scan_text`."""
    parts: list[str] = []
    at = 0
    for hit in sorted(hits):
        parts += [text[at : hit.start], REDACTION_MARK]
        at = hit.end
    return "".join([*parts, text[at:]])
