"""The log: one JSON object a line, without personal data by construction.

Data of a request can reach a log as arguments of a message or in the message of an exception. Neither is written. A
line has time, level, logger, our own constant messages, the request number, and for an exception its class and the
lines of code it passed.
"""

import json
import logging
import traceback
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Formats a record as JSON. Messages of other packages may contain data: only their place in the code is logged."""

    def format(self, record: logging.LogRecord) -> str:
        from sokehoach.apps.shell import requests

        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if record.name.startswith("sokehoach."):
            line["event"] = str(record.msg)
        else:
            line["line"] = f"{record.module}:{record.lineno}"
        if number := requests.request_number.get():
            line["request"] = number
        if status := getattr(record, "status_code", None):
            line["status"] = status
        line |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__qualname__
            line["through"] = [
                f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)
