"""What the pages of tokens show: of one's own, and of the accounts that one administers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from sokehoach.apps.accounts.models import ApiToken, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import tokens

TOKEN_ACTION_LABELS = {
    Action.REPORT_VIEW: gettext_lazy("đọc báo cáo"),
    Action.REPORT_EDIT: gettext_lazy("điền báo cáo"),
    Action.REPORT_SEND: gettext_lazy("gửi báo cáo"),
    Action.REGISTER_VIEW: gettext_lazy("đọc sổ theo dõi"),
    Action.REGISTER_EDIT: gettext_lazy("ghi sổ theo dõi"),
    Action.CONSOLIDATE_VIEW: gettext_lazy("đọc số liệu tổng hợp"),
    Action.PLAN_VIEW: gettext_lazy("đọc kế hoạch"),
    Action.DUTY_VIEW: gettext_lazy("đọc nhiệm vụ được giao"),
    Action.DOCUMENT_TAKE: gettext_lazy("lấy văn bản"),
}


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token of the API as its owner sees it, and who administers the account. `reads`, `writes`: of 30 days."""

    token: ApiToken
    actions: list[str]
    in_use: bool
    last_at: datetime | None
    last_network: str
    reads: int
    writes: int


def list_token_rows(user: User, now: datetime) -> list[TokenRow]:
    """Returns all tokens of an account, those in use first."""
    rows = build_token_rows(tokens.list_tokens(user, now.date()), now)
    return sorted(rows, key=lambda row: not row.in_use)


def build_token_rows(listed_tokens: Iterable[Any], now: datetime) -> list[TokenRow]:
    return [
        TokenRow(
            token,
            [str(TOKEN_ACTION_LABELS[Action(action)]) for action in token.actions],
            token.ended_at is None and token.expires_on > now.date() and token.sign_ins == token.user.sign_ins,
            token.last_at,
            token.last_network or "",
            token.reads,
            token.writes,
        )
        for token in listed_tokens
    ]
