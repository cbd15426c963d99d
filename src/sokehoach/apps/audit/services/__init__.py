"""The one write path, by the name under which every app asks for it."""

from sokehoach.apps.audit.services.writes import (
    Json,
    OutdatedError,
    Service,
    ServiceResult,
    serialize_argument,
    write,
)

__all__ = ["Json", "OutdatedError", "Service", "ServiceResult", "serialize_argument", "write"]
