"""When a request is made again, and how long to wait before."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# The limit of a minute is reached; the server or what stands before it is busy, is being restarted, or got no answer.
REPEATED_STATUSES = frozenset({429, 502, 503, 504})


@dataclass(frozen=True)
class RetryPolicy:
    """`attempts`: how often a request is made at most. `first_wait` doubles with each attempt, up to `longest_wait`.

    Where the server says how long (`Retry-After`), that is waited; where it says more than `longest_wait`, nothing is
    waited and the problem is raised. All in seconds.
    """

    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 90.0

    def compute_wait(self, attempt: int, headers: Mapping[str, str]) -> float | None:
        """Seconds to wait after this attempt (the first is 1); None: do not make the request again."""
        if attempt >= self.attempts:
            return None
        # spread, so that many programs that were refused together do not come back together
        spread = random.uniform(0.0, 0.25)  # noqa: S311
        told = parse_retry_after(headers.get("Retry-After", ""))
        if told is not None:
            return told + spread if told <= self.longest_wait else None
        return min(self.first_wait * 2.0 ** (attempt - 1), self.longest_wait) * (0.75 + spread)


def parse_retry_after(header: str) -> float | None:
    """Seconds from now of a `Retry-After`, which is a number or a date; None where it is absent or neither."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        day = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if day.tzinfo is None:
        day = day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.now(UTC)).total_seconds())
