"""Errors under /api in the shape of DHIS2's web messages (settings.API_PROBLEMS)."""

from typing import Any

from sokehoach.adapters.dhis2.summaries import build_message
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.problems import Problem


def render_message(problem: Problem) -> tuple[str, dict[str, Any]]:
    text = f"{problem.title}. {translate(problem.detail)}" if problem.detail else problem.title
    return "application/json", build_message(problem.status, text, error_code=str(problem.extra.get("errorCode", "")))
