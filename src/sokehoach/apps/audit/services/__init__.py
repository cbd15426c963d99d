"""The one write path, by the name under which every app asks for it."""

from sokehoach.apps.audit.services.writes import Done, Json, OutdatedError, Service, plain, write

__all__ = ["Done", "Json", "OutdatedError", "Service", "plain", "write"]
