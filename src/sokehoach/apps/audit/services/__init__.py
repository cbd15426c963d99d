"""Exports the one write path to all apps."""

from sokehoach.apps.audit.services.writes import (
    Json,
    OutdatedError,
    Service,
    ServiceResult,
    serialize_argument,
    write,
)

__all__ = ["Json", "OutdatedError", "Service", "ServiceResult", "serialize_argument", "write"]
