"""Which examples hypothesis draws, and how often the process looks for garbage. Imports nothing of Django."""

import gc
import os

from hypothesis import settings

from tests.soak import LONG

# `make test` and `make test-fast` draw the first two fifths of what CI draws.
EXAMPLES = int(os.environ.get("EXAMPLES", "30"))


def choose() -> None:
    """What a change broke must not depend on luck: the same examples every time, whatever else the machine does.
    `make soak` draws new ones.
    """
    gc.set_threshold(50_000, 20, 100)  # a test leaves few cycles: looking for them took a twentieth of the run
    settings.register_profile("told", derandomize=True, deadline=None, max_examples=EXAMPLES)
    settings.register_profile("drawn", print_blob=True, deadline=None)
    settings.load_profile("drawn" if LONG else "told")
