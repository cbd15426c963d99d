"""Reads and writes Sổ Kế hoạch through its API `/api/v1`.

    with Client("https://sokehoach.example") as client:
        for unit in client.list_units(level="commune"):
            print(unit.code, unit.name)

The token comes from the environment variable SKH_TOKEN.
"""

from sokehoach_client.client import Client
from sokehoach_client.listing import Listing
from sokehoach_client.problems import (
    AnswerUnreadableError,
    ApiProblem,
    BusyError,
    FieldProblem,
    ForbiddenError,
    InputInvalidError,
    KeyReusedError,
    NoAnswerError,
    NotFoundError,
    NotSignedInError,
    RefusedError,
    ServerFaultError,
    SokehoachError,
    TooManyRequestsError,
    VersionConflictError,
    VersionRequiredError,
)
from sokehoach_client.retries import RetryPolicy

__version__ = "0.1.0"
__all__ = [
    "AnswerUnreadableError",
    "ApiProblem",
    "BusyError",
    "Client",
    "FieldProblem",
    "ForbiddenError",
    "InputInvalidError",
    "KeyReusedError",
    "Listing",
    "NoAnswerError",
    "NotFoundError",
    "NotSignedInError",
    "RefusedError",
    "RetryPolicy",
    "ServerFaultError",
    "SokehoachError",
    "TooManyRequestsError",
    "VersionConflictError",
    "VersionRequiredError",
]
