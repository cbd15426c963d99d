"""What a migration that completes a definition leaves behind."""

import json
from collections.abc import Callable

from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.programmes.difference import Weight, compare_definitions
from tests.factories.cast import AT


def check_superseded_version(run_again: Callable[[], None]) -> None:
    """The option sets say more than before, in a version from the same day; run again, or loaded, nothing changes."""
    before, after = DefinitionVersion.objects.order_by("number")
    assert (before.state, after.state, after.in_force_from) == ("superseded", "published", before.in_force_from)
    changes = compare_definitions(json.loads(before.definition), json.loads(after.definition)).changes
    assert {(change.section, change.weight) for change in changes} == {("option_sets", Weight.NARROWING)}
    assert list(find_version_faults()) == []
    run_again()
    assert DefinitionVersion.objects.count() == 2, "a second run finds nothing to do"
    done = programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    assert DefinitionVersion.objects.count() == 2, f"the folder says the same: {done.answer}"
