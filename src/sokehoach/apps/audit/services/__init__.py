"""Exports the one write path to all apps."""

from sokehoach.apps.audit.services.writes import (
    AnswerCompletion,
    Json,
    OutdatedError,
    Service,
    ServiceResult,
    serialize_argument,
    undo_after,
    write,
)

__all__ = [
    "AnswerCompletion",
    "Json",
    "OutdatedError",
    "Service",
    "ServiceResult",
    "serialize_argument",
    "undo_after",
    "write",
]
