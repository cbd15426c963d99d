"""The checks that a page can run by itself while somebody types."""

from sokehoach.domain.reporting.form import Form, Rule

_LIVE = (Rule.PART_WITHIN_WHOLE, Rule.PARTS_SUM_TO_WHOLE)


def live_checks(form: Form) -> list[list[str]]:
    """Rule and cells of each, for sheet.js: the two that need nothing but the page. The server has the last word."""
    return [[check.rule.value, *check.cells] for check in form.checks if check.rule in _LIVE]
