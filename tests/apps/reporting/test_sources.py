"""The page that says where the figure of each data element comes from."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.queries.elements import list_option_sets
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.reporting.pages import sources
from sokehoach.apps.reporting.queries.registers import COUNTINGS
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.factories.cast import AT, Cast
from tests.factories.programmes import load_first_programme

type Browser = Callable[[User], Client]


@pytest.fixture
def programme(cast: Cast) -> None:
    """The programme's forms on the cast's district."""
    load_first_programme(AT)


def test_every_element_of_the_programme_is_listed_once(cast: Cast, programme: None) -> None:
    read = programmes.read_programme(programmes.DEFAULT_PROGRAMME)
    told = Counter(one.element.code for sheet in sources.list_form_sources(cast.office) for one in sheet.elements)
    assert told == Counter(element.code for element in read.elements)


def test_every_cell_is_told_with_its_source(cast: Cast, programme: None) -> None:
    sheets = sources.list_form_sources(cast.office)
    told = {
        (sheet.form.code, source.cell.code): source
        for sheet in sheets
        for one in sheet.elements
        for source in one.cells
    }
    assert told.keys() == {(sheet.form.code, cell.code) for sheet in sheets for cell in sheet.form.cells}
    b1 = told["01-XA", "B1"]
    assert (b1.kind, b1.label, b1.measure) == ("register", "Hoạt động truyền thông", "số cuộc, buổi")
    assert b1.filters.startswith("Hình thức truyền thông: Tuyên truyền trực tiếp, Lồng ghép chương trình khác")
    assert told["01-XA", "C1"].label == "tự tính: CS01.1 + CS01.2 + CS01.3 + CS01.4 + CS01.5"
    assert told["01-XA", "A1"].label == "nhập tay"


@pytest.mark.parametrize(
    ("who", "hidden", "shown"),
    [
        ("police", {"03-YT"}, {"02-CA", "01-XA"}),
        ("health", {"02-CA"}, {"03-YT", "01-XA"}),
        ("commune", {"02-CA", "03-YT"}, {"01-XA"}),
    ],
)  # fmt: skip
def test_the_wall_stands_on_this_page_too(
    cast: Cast, programme: None, signed_in: Browser, who: str, hidden: set[str], shown: set[str]
) -> None:
    user = getattr(cast, who)
    codes = {sheet.form.code for sheet in sources.list_form_sources(user)}
    assert shown <= codes
    assert not hidden & codes
    page = signed_in(user).get("/bao-cao/nguon-so-lieu/").content.decode()
    assert not [code for code in hidden if code in page]


def test_who_reads_no_report_finds_no_page(cast: Cast, programme: None) -> None:
    role = cast.commune.capacities.get().grants.get().role
    role.actions = ["register.view"]
    role.save()
    with pytest.raises(NotFoundError):
        sources.list_form_sources(User.objects.get(pk=cast.commune.pk))


def test_the_list_of_registers_leads_there(cast: Cast, signed_in: Browser) -> None:
    assert "/bao-cao/nguon-so-lieu/" in signed_in(cast.commune).get("/so/").content.decode()


def test_every_measure_has_a_name(programme: None) -> None:
    """A class of the yearly assessment has that of the programme's option."""
    options = list_option_sets()
    for code, counts in COUNTINGS.items():
        for measure in counts.MEASURES:
            assert sources.measure_name(get_product_registers()[code], measure, options), (code, measure)
    assert sources.measure_name(get_product_registers()["assessment"], "no_drugs", options) == "Không có tệ nạn ma túy"


def test_it_costs_few_queries(
    cast: Cast, programme: None, signed_in: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office = signed_in(cast.office)
    with django_assert_max_num_queries(15):
        office.get("/bao-cao/nguon-so-lieu/")
