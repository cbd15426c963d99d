"""What a service refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from sokehoach.apps.shell.outcomes import InvalidInput
from tests.factories.cast import AT


def list_wrong_fields(act: Callable[..., Any], **arguments: Any) -> set[str]:
    """The fields that the service refuses; it must refuse one at least."""
    with pytest.raises(InvalidInput) as refusal:
        act(**arguments, at=AT)
    return set(refusal.value.messages)
