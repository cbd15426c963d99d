"""Counts the responses of this process since it started, in Prometheus's text format (version 0.0.4).

Labels are the method and the class of status alone: no name, address or path.
"""

import threading
from collections import Counter

from sokehoach.apps.shell import readiness

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds

_lock = threading.Lock()
_answers: Counter[tuple[str, str]] = Counter()
_bucket_counts: Counter[float] = Counter()
_seconds = 0.0


def count_request(*, method: str, status: int, seconds: float) -> None:
    global _seconds
    with _lock:
        _answers[method, f"{status // 100}xx"] += 1
        _seconds += seconds
        for bound in BOUNDS:
            if seconds <= bound:
                _bucket_counts[bound] += 1


def render_metrics() -> str:
    with _lock:
        answers, bucket_counts, seconds = dict(_answers), dict(_bucket_counts), _seconds
    total = sum(answers.values())
    lines = ["# TYPE sokehoach_requests_total counter"]
    lines += [
        f'sokehoach_requests_total{{method="{method}",status="{status}"}} {number}'
        for (method, status), number in sorted(answers.items())
    ]
    lines.append("# TYPE sokehoach_request_seconds histogram")
    lines += [f'sokehoach_request_seconds_bucket{{le="{bound}"}} {bucket_counts.get(bound, 0)}' for bound in BOUNDS]
    lines += [
        f'sokehoach_request_seconds_bucket{{le="+Inf"}} {total}',
        f"sokehoach_request_seconds_sum {seconds:.6f}",
        f"sokehoach_request_seconds_count {total}",
        "# TYPE sokehoach_disk_free_bytes gauge",
        f"sokehoach_disk_free_bytes {readiness.get_free_bytes()}",
        "# TYPE sokehoach_ready gauge",
        f"sokehoach_ready {int(not readiness.list_missing())}",
    ]
    return "\n".join(lines) + "\n"
