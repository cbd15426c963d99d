"""One entry as a commune writes it, and what it chooses from."""

from tests.apps.registers.conftest import LINE as VALUES
from tests.apps.registers.conftest import OPTIONS

__all__ = ["OPTIONS", "VALUES"]
UNIT, BY = "03304", "commune"
