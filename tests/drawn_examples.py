"""Which examples hypothesis draws, and how often the process looks for garbage. Imports nothing of Django."""

import gc
import os

from hypothesis import HealthCheck, settings

from tests.soak import LONG

# `make test` and `make test-fast` draw a fifth of what CI draws.
EXAMPLES = int(os.environ.get("EXAMPLES", "20"))


def choose() -> None:
    """What a change broke must not depend on luck: the same examples every time, whatever else the machine does.
    `make soak` draws new ones.
    """
    slow = [HealthCheck.too_slow]  # no time is asserted: the machine may be shared
    gc.set_threshold(50_000, 20, 100)  # a test leaves few cycles: looking for them took a twentieth of the run
    settings.register_profile(
        "told", derandomize=True, deadline=None, max_examples=EXAMPLES, suppress_health_check=slow
    )
    settings.register_profile("drawn", print_blob=True, deadline=None, suppress_health_check=slow)
    settings.load_profile("drawn" if LONG else "told")
