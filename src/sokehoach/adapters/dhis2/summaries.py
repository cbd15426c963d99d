"""Answers to an import in DHIS2's shape: counts, conflicts with their codes, and the status that follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ImportErrorCode(StrEnum):
    """Why a value or a data set is refused, by the codes of DHIS2's ErrorCode."""

    DATA_SET = "E7600"  # there is none such, or the account does not open it
    DATA_SET_UNIT = "E7603"  # the unit does not report it
    DATA_SET_ACCESS = "E7602"
    ELEMENT = "E7610"
    PERIOD = "E7611"
    UNIT = "E7612"
    COMBO = "E7613"
    ATTRIBUTE_COMBO = "E7615"
    UNIT_ACCESS = "E7617"
    NO_VALUE = "E7618"
    VALUE = "E7619"
    OPTION = "E7621"
    TWICE = "E7631"
    PERIOD_TYPE = "E7632"
    ELEMENT_NOT_IN_SET = "E7633"
    COMBO_NOT_IN_SET = "E7634"
    EXPIRED = "E7640"
    FUTURE = "E7641"
    APPROVED = "E7642"
    NOT_OPEN = "E7643"
    NOT_COMPLETE = "E7644"  # a check keeps the report from being sent


@dataclass(frozen=True, slots=True)
class ImportConflict:
    """A problem of some rows (from 0); none: of the whole message. `objects`: by property, in the sender's words."""

    problem: ImportErrorCode
    property: str
    value: str  # a sentence
    objects: Mapping[str, str]
    indexes: list[int] = field(default_factory=list)

    def to_plain(self) -> dict[str, Any]:
        return {
            "object": self.objects.get(self.property, ""),
            "objects": dict(self.objects),
            "property": self.property,
            "value": self.value,
            "errorCode": self.problem.value,
            "indexes": self.indexes,
        }


@dataclass(slots=True)
class ImportCounts:
    imported: int = 0
    updated: int = 0
    ignored: int = 0
    deleted: int = 0

    def to_plain(self) -> dict[str, int]:
        return {
            "imported": self.imported, "updated": self.updated, "ignored": self.ignored, "deleted": self.deleted,
        }  # fmt: skip


@dataclass(slots=True)
class ImportSummary:
    """What an import did, or would do. With a conflict it did nothing at all."""

    counts: ImportCounts = field(default_factory=ImportCounts)
    conflicts: list[ImportConflict] = field(default_factory=list)
    complete: str = ""  # the day of completion
    is_dry_run: bool = False
    strategy: str = "CREATE_AND_UPDATE"

    @property
    def http_status(self) -> int:
        return 409 if self.conflicts else 200

    @property
    def message(self) -> str:
        if self.conflicts:
            return "One or more conflicts encountered, nothing was imported. Please check import summary."
        return "Dry run was successful, nothing was imported." if self.is_dry_run else "Import was successful."

    def to_plain(self, response_type: str = "ImportSummary") -> dict[str, Any]:
        """The whole body of the answer."""
        response: dict[str, Any] = {
            "responseType": response_type,
            "status": "WARNING" if self.conflicts else "SUCCESS",
            "description": self.message if self.conflicts else "Import process completed successfully",
            "importOptions": {"dryRun": self.is_dry_run, "async": False, "importStrategy": self.strategy},
            "importCount": self.counts.to_plain(),
            "conflicts": [conflict.to_plain() for conflict in self.conflicts],
            "rejectedIndexes": sorted({index for conflict in self.conflicts for index in conflict.indexes}),
            "dataSetComplete": self.complete or "false",
        }
        if not self.conflicts:
            response.pop("conflicts")
        return build_message(self.http_status, self.message, status="WARNING" if self.conflicts else "OK") | {
            "response": response
        }


def build_message(status_code: int, message: str, *, status: str = "", error_code: str = "") -> dict[str, Any]:
    """A web message of DHIS2."""
    names = {
        200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
        404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 409: "Conflict",
        413: "Content Too Large", 415: "Unsupported Media Type", 429: "Too Many Requests", 500: "Internal Server Error",
        503: "Service Unavailable",
    }  # fmt: skip
    body = {
        "httpStatus": names.get(status_code, "Error"),
        "httpStatusCode": status_code,
        "status": status or ("OK" if status_code < 400 else "ERROR"),
        "message": message,
    }
    return body | ({"errorCode": error_code} if error_code else {})
