"""What the token is and opens."""

from datetime import date
from typing import Any

from ninja import Router, Schema

from sokehoach.apps.accounts.permissions import TOKEN_ACTIONS
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.domain.messages import say

router = Router(tags=["me"])


class UnitName(Schema):
    code: str
    name: str


class TokenOut(Schema):
    name: str
    expires_on: date
    actions: list[str]
    programme: str | None
    unit: str | None
    confidential: bool


class Me(Schema):
    username: str
    full_name: str
    unit: UnitName
    token: TokenOut
    actions: list[str]


@router.get("me", auth=TokenAuth(), response=Me, operation_id="get_me", summary=say("Tài khoản và mã truy cập"))
def get_me(request: ProgramRequest) -> Any:
    """`actions`: what the token opens somewhere today, which is less than what it names where a role has ended."""
    user, token = request.user, request.accepted_token.token
    return {
        "username": user.username,
        "full_name": user.full_name,
        "unit": {"code": user.unit.code, "name": user.unit.name},
        "token": {
            "name": token.name,
            "expires_on": token.expires_on,
            "actions": token.actions,
            "programme": token.programme.code if token.programme else None,
            "unit": token.unit.code if token.unit else None,
            "confidential": token.confidential,
        },
        "actions": [action for action in TOKEN_ACTIONS if request.scope.anywhere(action)],
    }
