"""Exports the one write path to all apps."""

from sokehoach.apps.audit.services.writes import (
    Json,
    OutdatedError,
    Service,
    ServiceResult,
    serialize_argument,
    undo_after,
    write,
)

__all__ = ["Json", "OutdatedError", "Service", "ServiceResult", "serialize_argument", "undo_after", "write"]
