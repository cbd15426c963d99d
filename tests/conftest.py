"""What every test may ask for."""

import pathlib

import pytest
from hypothesis import settings
from tools import messages

from tests.soak import LONG

messages.main()  # catalogues newer than what set-up compiled

# What a change broke must not depend on luck: the same examples every time, whatever else the machine does.
# `make soak` draws new ones.
settings.register_profile("told", derandomize=True, deadline=None)
settings.register_profile("drawn", print_blob=True, deadline=None)
settings.load_profile("drawn" if LONG else "told")


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The folder of real plans and facts beside the project; its tests are skipped where it is absent."""
    folder = pathlib.Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this checkout: the real plans cannot be read here")
    return folder
