"""What a programme refuses, an ad hoc report does not ask for: a count of persons from below the district."""

from datetime import timedelta

import pytest

from sokehoach.apps.indicators.services import elements
from sokehoach.apps.reporting.models import AdHoc
from sokehoach.apps.reporting.services import ad_hoc
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, District, element
from tests.factories.programmes import first_programme


def ask(district: District, code: str) -> None:
    ad_hoc.ask(
        title="Họp giao ban",
        requested_figures=[ad_hoc.TypedFigure(code)],
        units=["03304"],
        due_at=AT + timedelta(hours=4),
        by=district.cast.office,
        at=AT,
    )


def test_no_unit_is_asked(district: District) -> None:
    elements.import_elements(
        programme=first_programme(), elements=[element("NG01", COMMUNES, persons=True)], by="tests", at=AT
    )
    with pytest.raises(InvalidInput, match="đếm người"):
        ask(district, "NG01")
    assert not AdHoc.objects.exists()
    ask(district, "TT01")
    assert AdHoc.objects.exists()
