"""What every test may ask for."""

import pathlib

import pytest


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The folder of real plans and facts beside the project; its tests are skipped where it is absent."""
    folder = pathlib.Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this checkout: the real plans cannot be read here")
    return folder
