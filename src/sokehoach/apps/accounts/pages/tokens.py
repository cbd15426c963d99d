"""What the page of one's tokens shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy

from sokehoach.apps.accounts.models import ApiToken, ApiTokenUse, User
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
    """A token of the API as its owner sees it. `reads`, `writes`: of the last 30 days."""

    token: ApiToken
    actions: list[str]
    in_use: bool
    last_use: ApiTokenUse | None
    reads: int
    writes: int


def list_token_rows(user: User, now: datetime) -> list[TokenRow]:
    """Returns all tokens of an account, those in use first."""
    rows = []
    for token in tokens.list_tokens(user):
        uses: list[ApiTokenUse] = list(token.days)  # type: ignore[attr-defined]
        recent_uses = [use for use in uses if use.day > now.date() - timedelta(days=30)]
        rows.append(
            TokenRow(
                token,
                [str(TOKEN_ACTION_LABELS[Action(action)]) for action in token.actions],
                token.ended_at is None and token.expires_on > now.date() and token.sign_ins == user.sign_ins,
                uses[0] if uses else None,
                sum(use.reads for use in recent_uses),
                sum(use.writes for use in recent_uses),
            )
        )
    return sorted(rows, key=lambda row: not row.in_use)
