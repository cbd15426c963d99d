"""What an operation needs of the token: an action, or no more than that it is accepted."""

from collections.abc import Set
from operator import attrgetter
from typing import Any, cast

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.tokens import AcceptedToken
from sokehoach.apps.accounts.services import tokens
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.problems import FieldProblem, Problem
from sokehoach.domain.messages import say


class ProgramRequest(HttpRequest):
    """A request whose token was accepted: `scope` is that of `user` within the limits of the token."""

    user: User
    scope: Scope
    accepted_token: AcceptedToken


class TokenAuth(AuthBase):
    """The `auth` of an operation: `TokenAuth(Action.REPORT_VIEW)`. Any API may use it; the address shapes its errors.

    Where the token has the action nowhere the answer is 403; where it has it elsewhere, a thing outside does not exist.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = say("Mã truy cập lập ở trang «Tài khoản của tôi»: Authorization: Bearer skh_…")

    def __init__(self, action: Action | None = None) -> None:
        self.action = action
        self.parameters: frozenset[str] | None = None  # names in the query, each once; None: not looked at
        self.members: frozenset[str] = frozenset()  # that `fields` may name
        super().__init__()

    def __call__(self, request: HttpRequest) -> AcceptedToken:
        program = cast(ProgramRequest, request)
        if program.accepted_token is None:
            raise Problem(cast(Any, program).refusal_code)
        record_use(program)
        if self.action is not None and not program.scope.anywhere(self.action):
            raise Problem(
                "action-missing", say("Cần «%(action)s».", action=self.action), extra={"action": str(self.action)}
            )
        if self.parameters is not None:
            check_query(request.GET, self.parameters, self.members)
        return program.accepted_token


def check_query(query: QueryDict, parameters: Set[str], members: Set[str]) -> None:
    """Raises Problem for what would be passed over: unknown and repeated parameters, members that no item has."""
    errors = [FieldProblem(name[:60], "unknown", _("Không có tham số này.")) for name in query.keys() - parameters]
    errors += [
        FieldProblem(name[:60], "repeated", _("Tham số này chỉ ghi một lần."))
        for name, texts in query.lists()
        if len(texts) > 1 and name in parameters
    ]
    if errors:
        raise Problem("input-invalid", errors=sorted(errors, key=attrgetter("pointer"))[:20])
    names = [name for name in map(str.strip, query.get("fields", "").split(",")) if name]
    unknown = next((name for name in names if name not in members), None)
    if "fields" in parameters and unknown is not None:
        raise Problem("input-invalid", say("Không có trường «%(unknown)s».", unknown=unknown[:40]))


def record_use(request: ProgramRequest) -> None:
    """Counts the use of the token; the first one of a day from a network is an event of the trail (docs/adr/0064)."""
    accepted_token, is_write = request.accepted_token, request.method != "GET"
    now = clock.now()
    if accepted_token.use is None:
        tokens.record_first_use(
            token=accepted_token.token, network=accepted_token.network, is_write=is_write, by=request.user, at=now
        )
    else:
        tokens.count_use(accepted_token.use, is_write=is_write, at=now)
