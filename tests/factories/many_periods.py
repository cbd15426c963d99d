"""A monthly, a quarterly and a nine-month form beside the half-year ones of the district."""

from dataclasses import replace
from datetime import date, datetime, time

from sokehoach.apps.indicators.services import elements
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.config.env import Demonstration
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import CALENDAR
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from tests.factories import frozen
from tests.factories.cast import AT, Cast
from tests.factories.district import element
from tests.factories.programmes import first_programme

MONTHLY, QUARTERLY, NINE_MONTHS = "03-THANG", "04-QUY", "05-9THANG"
BEGAN = date(2021, 10, 1)  # no month before October, no quarter before the fourth is owed


def _build_form(code: str, element_code: str, period_type: PeriodType) -> Form:
    return Form(
        uid=code, code=code, name=f"Kết quả {period_type.label_vi}", period_type=period_type, function="general",
        reporters=Reporters(levels=("commune", "township")),
        sections=(FormSection("A", "Kết quả", (Cell("A1", element_code),)),),
        valid_from=BEGAN,
    )  # fmt: skip


FORMS = (
    replace(
        _build_form(MONTHLY, "TH01", PeriodType.MONTH),
        due=WorkingDaysAfter(2),
        also_for=(PeriodType.QUARTER, PeriodType.YEAR),
    ),
    replace(_build_form(QUARTERLY, "QU01", PeriodType.QUARTER), due=DayOfMonth(25)),
    replace(
        _build_form(NINE_MONTHS, "CT01", PeriodType.NINE_MONTH),
        counting_window=CALENDAR,
        due=DatesOfYear(((10, 10),)),
        valid_from=date(2022, 1, 1),
    ),
)
ELEMENTS = (element("TH01", MONTHLY), element("QU01", QUARTERLY), element("CT01", NINE_MONTHS))


def add_forms(cast: Cast) -> None:
    def build() -> None:
        elements.import_elements(programme=first_programme(), elements=ELEMENTS, by="tests", at=AT)
        for form in FORMS:
            service_forms.import_forms(
                programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT
            )

    frozen.once_after("many periods", build, cast.persons)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 12), AT.tzinfo)


def on(day: date) -> Demonstration:
    """The value of `settings.DEMONSTRATION` on which the product's clock stands on that day."""
    return Demonstration(today=day, seed=0)
