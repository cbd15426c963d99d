"""Selects the checks that a page runs by itself while somebody types."""

from sokehoach.domain.reporting.form import Form, Rule

_LIVE = (Rule.PART_WITHIN_WHOLE, Rule.PARTS_SUM_TO_WHOLE)


def live_checks(form: Form) -> list[list[str]]:
    """Rule and cells of each check that needs only the page, for sheet.js. The server runs all checks again."""
    return [[check.rule.value, *check.cells] for check in form.checks if check.rule in _LIVE]
