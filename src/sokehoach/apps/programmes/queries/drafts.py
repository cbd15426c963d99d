"""Reads the drafts of programmes."""

from sokehoach.apps.programmes.models import ProgrammeDraft


def find_draft(code: str) -> ProgrammeDraft | None:
    """The draft of the programme of that code, with its programme and unit. One query."""
    return ProgrammeDraft.objects.filter(code=code).select_related("programme", "unit").first()
