"""The district of the cast, with its forms."""

import pytest

from tests.factories.cast import Cast
from tests.factories.district import District, found


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)
