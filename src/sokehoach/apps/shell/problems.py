"""Answers programs: errors of the API as problem details (RFC 9457) with stable codes.

An operation raises `Problem`; whatever else goes wrong under /api/ (no such address, a limit, a fault) becomes one by
its status. `settings.API_PROBLEMS` names, by the beginning of the address, what shapes the answer.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

from sokehoach.apps.shell.language import find_preferred_language
from sokehoach.apps.shell.messages import translate_all
from sokehoach.apps.shell.requests import request_number

MEDIA_TYPE = "application/problem+json"

# Code: status and title. A code keeps its meaning for ever; titles may be reworded.
CODES: Mapping[str, tuple[int, Any]] = {
    "bad-request": (400, gettext_lazy("Yêu cầu không đọc được")),
    "body-unreadable": (400, gettext_lazy("Nội dung gửi lên không phải JSON đọc được")),
    "cursor-invalid": (400, gettext_lazy("Con trỏ trang không dùng được")),
    "token-missing": (401, gettext_lazy("Thiếu mã truy cập")),
    "token-unknown": (401, gettext_lazy("Mã truy cập không đúng")),
    "token-ended": (401, gettext_lazy("Mã truy cập đã chấm dứt")),
    "token-expired": (401, gettext_lazy("Mã truy cập đã hết hạn")),
    "account-ended": (401, gettext_lazy("Tài khoản của mã truy cập đã thôi dùng")),
    "address-refused": (403, gettext_lazy("Mã truy cập không được dùng từ địa chỉ này")),
    "second-factor-missing": (403, gettext_lazy("Tài khoản của mã truy cập chưa có xác thực hai bước")),
    "action-missing": (403, gettext_lazy("Mã truy cập không cho làm việc này")),
    "not-found": (404, gettext_lazy("Không có, hoặc ngoài phạm vi của mã truy cập")),
    "method-not-allowed": (405, gettext_lazy("Địa chỉ này không nhận phương thức ấy")),
    "not-acceptable": (406, gettext_lazy("Không trả được định dạng được hỏi")),
    "refused": (409, gettext_lazy("Trạng thái hiện nay không cho làm việc này")),
    "version-conflict": (412, gettext_lazy("Người khác đã thay đổi trước")),
    "body-too-large": (413, gettext_lazy("Nội dung gửi lên quá lớn")),
    "media-type-unknown": (415, gettext_lazy("Nội dung gửi lên phải là JSON")),
    "input-invalid": (422, gettext_lazy("Số liệu gửi lên không hợp lệ")),
    "key-reused": (422, gettext_lazy("Idempotency-Key đã dùng cho nội dung khác")),
    "version-required": (428, gettext_lazy("Thiếu If-Match")),
    "too-many-requests": (429, gettext_lazy("Quá nhiều yêu cầu trong một phút")),
    "fault": (500, gettext_lazy("Lỗi của phần mềm")),
    "busy": (503, gettext_lazy("Máy chủ đang bận: hãy gửi lại sau ít giây")),
    "disk-full": (507, gettext_lazy("Ổ đĩa của máy chủ đã đầy")),
}
_CODES_BY_STATUS = {
    400: "bad-request", 404: "not-found", 405: "method-not-allowed", 409: "refused", 413: "body-too-large",
    415: "media-type-unknown", 422: "input-invalid", 429: "too-many-requests", 503: "busy", 507: "disk-full",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with the input. `pointer`: where, as a JSON pointer into the body or the name of a parameter."""

    pointer: str
    code: str
    message: str


class Problem(Exception):
    """Raised where an operation of the API refuses. `detail` is a sentence; `extra`: further members."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.code, self.detail, self.errors = code, detail, tuple(errors)
        self.headers, self.extra = dict(headers or {}), dict(extra or {})

    @property
    def status(self) -> int:
        return CODES[self.code][0]

    @property
    def title(self) -> str:
        return str(CODES[self.code][1])


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left to a client in the current minute."""

    most: int
    remaining: int
    seconds: int
    policy: str = field(default="token")

    @property
    def headers(self) -> dict[str, str]:
        """Returns the RateLimit fields of draft-ietf-httpapi-ratelimit-headers-11."""
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.most};w=60',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.seconds}',
        }


def find_code(status: int) -> str:
    """Returns the code of an error that no operation has named."""
    code = _CODES_BY_STATUS.get(status)
    return code or ("fault" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "bad-request")


def build_answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Builds the response in the shape of the address (settings.API_PROBLEMS) and the language that it asks for."""
    shapes: Mapping[str, str] = settings.API_PROBLEMS
    path = next(path for start, path in shapes.items() if request.path_info.startswith(start))
    render: Callable[[Problem], tuple[str, dict[str, Any]]] = import_string(path)
    language = find_preferred_language(request.headers.get("Accept-Language", ""))
    with translation.override(language):
        media_type, body = render(problem)
        text = json.dumps(translate_all(body), ensure_ascii=False)
    response = HttpResponse(text, status=problem.status, content_type=media_type, headers=problem.headers)
    response.headers["Content-Language"] = language
    if problem.status == HTTPStatus.UNAUTHORIZED:
        response.headers.setdefault("WWW-Authenticate", 'Bearer realm="sokehoach", Basic realm="sokehoach"')
    return response


def render_problem(problem: Problem) -> tuple[str, dict[str, Any]]:
    """The shape of /api/v1: problem details with `code`, `request` (its number in the log) and `errors`."""
    body: dict[str, Any] = {
        "type": f"urn:sokehoach:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "request": request_number.get(),
    }
    if problem.detail:
        body["detail"] = problem.detail
    if problem.errors:
        body["errors"] = [
            {"pointer": error.pointer, "code": error.code, "message": error.message} for error in problem.errors
        ]
    return MEDIA_TYPE, body | problem.extra
