"""Levels as data: what a programme stores, what an unknown level may, and a province of 2026 without districts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from importlib import import_module
from itertools import permutations
from re import IGNORECASE, search, sub
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages.catalogue import list_place_choices
from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, build_sheet, get_area
from sokehoach.apps.home.pages import guide
from sokehoach.apps.indicators.models import Denominator
from sokehoach.apps.orgunits.models import Unit, UnitLevel
from sokehoach.apps.orgunits.queries import level_names, levels
from sokehoach.apps.orgunits.queries import units as unit_queries
from sokehoach.apps.orgunits.services import units as services
from sokehoach.apps.plans.queries import parties
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.config.env import Demonstration
from sokehoach.domain.analysis.question import Places
from sokehoach.domain.disclosure.publish import WithholdingReason
from sokehoach.domain.orgtree.level import Level, Levels
from sokehoach.domain.plans.authority import Authority
from tests.factories import frozen
from tests.factories import levels as first
from tests.factories import province as factory
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.province import Province

pytestmark = pytest.mark.django_db
migration = import_module("sokehoach.apps.orgunits.migrations.0003_levels_as_data")
Browser = Callable[[User], Client]
WORDS_OF_BEFORE = r"huyện|thị trấn|tuần giáo"


@pytest.fixture
def province(settings: Any) -> Province:
    settings.DEMONSTRATION = Demonstration(today=factory.TODAY, seed=0)
    found = frozen.once("province without districts", factory.found)
    forget_answers()
    return found


def text_of(client: Client, address: str) -> str:
    """What a reader sees of a page."""
    reply = client.get(address)
    assert reply.status_code == 200, address
    return unescape(" ".join(sub(r"<script.*?</script>|<[^>]+>", " ", reply.content.decode()).split()))


def sheet_of(province: Province, user: User, form: str) -> ConsolidatedSheet:
    return build_sheet(audience_of(user), unit=province.units["22"], form=form, period=factory.PERIOD)


class TestStored:
    @pytest.mark.faults("levels.keep")
    def test_it_works(self) -> None:
        services.import_levels(levels=first.LEVELS, by="tests", at=AT)
        assert list(levels.get_levels()) == list(first.LEVELS)
        assert Event.objects.get(action="levels.keep").body["detail"] == {"kept": 5}

    def test_again_with_another_name_nothing_is_doubled(self) -> None:
        for level in (first.PROVINCE, Level("province", 1, "thành phố", consolidates=True, counts_persons=True)):
            services.import_levels(levels=Levels([level]), by="tests", at=AT)
        assert [str(row) for row in UnitLevel.objects.all()] == ["thành phố"]

    def test_levels_that_contradict_those_of_the_installation_are_refused(self) -> None:
        services.import_levels(levels=first.LEVELS, by="tests", at=AT)
        village = Level("village", 9, "thôn", consolidates=True)
        with pytest.raises(ActionRefused, match="Cấp «village»"):
            services.import_levels(levels=Levels([village]), by="tests", at=AT)

    @pytest.mark.parametrize(
        ("constraint", "facts"),
        [
            ("orgunits_level_attached_has_no_figures", {"attached": True, "consolidates": True}),
            ("orgunits_level_persons_only_where_consolidated", {"counts_persons": True}),
        ],
    )
    def test_the_database_refuses(self, constraint: str, facts: dict[str, bool]) -> None:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            UnitLevel.objects.create(code="x", position=0, rank=1, name="x", **facts)

    def test_a_unit_of_a_level_that_the_installation_lacks_is_refused(self, province: Province) -> None:
        row = services.UnitRow(
            unit_queries.orgtree.Unit("x", "Huyện X", first.DISTRICT, "22", factory.SINCE), "X", "", "tests"
        )
        with pytest.raises(ActionRefused, match="không có cấp «district»"):
            services.import_units(rows=[row], by="tests", at=AT)

    def test_one_query_for_a_page_and_none_until_the_next(self) -> None:
        with CaptureQueriesContext(connection) as queries:
            levels.get_levels()
            levels.list_base_codes()
        assert len(queries) == 1
        forget_answers()
        with CaptureQueriesContext(connection) as queries:
            levels.get_levels()
        assert len(queries) == 1


class TestUnknown:
    def test_a_unit_of_an_unknown_level_has_no_right(self, cast: Cast) -> None:
        Unit.objects.filter(code="099").update(level="thing")
        unit = Unit.objects.get(code="099")
        assert not levels.consolidates(unit)
        assert not levels.is_base(unit)
        assert not levels.is_attached(unit)
        assert not unit_queries.build_tree().as_of(date(2021, 6, 1)).place_level("099").counts_persons

    def test_its_figures_do_not_exist(self, cast: Cast, signed_in: Browser) -> None:
        Unit.objects.filter(code="099").update(level="thing")
        address = reverse("consolidation:sheet", args=["099", "2021S1", "01-XA"])
        assert signed_in(cast.office).get(address).status_code == 404


class TestTheFirstProgramme:
    def test_names(self, cast: Cast) -> None:
        assert level_names.name_base_areas() == "xã"  # the cast has no township
        Unit.objects.filter(code="03269").update(level="township")
        forget_answers()
        assert level_names.name_base_areas() == "xã, thị trấn"
        assert "cấp huyện trở lên" in level_names.explain_withholding("persons")
        with translation.override("en"):
            assert level_names.name_base_areas() == "communes and townships"
            assert level_names.name_base_areas(1) == "commune or township"

    def test_plans_of_a_district_may_be_answered(self, cast: Cast) -> None:
        assert parties.list_upper_authorities() == [Authority.CENTRAL, Authority.PROVINCE, Authority.DISTRICT]
        assert [parties.get_level(cast.units[code]) for code in ("11", "099", "03304", "099.CA")] == [
            Authority.PROVINCE, Authority.DISTRICT, Authority.COMMUNE, Authority.DISTRICT,
        ]  # fmt: skip

    def test_districts_are_offered_to_a_question(self, cast: Cast) -> None:
        labels = dict(list_place_choices(Places.AREA))
        assert (labels[Places.DISTRICTS], labels[Places.COMMUNES]) == ("từng huyện", "từng xã")


class TestAProvinceWithoutDistricts:
    def test_names(self, province: Province) -> None:
        assert level_names.name_base_areas() == "xã, phường, đặc khu"
        assert level_names.name_units([province.units["06003"]], 1) == "đặc khu"
        assert level_names.explain_withholding("persons") == "Số liệu về người chỉ tổng hợp từ cấp tỉnh trở lên."
        assert level_names.explain_withholding("wall").startswith("Số liệu dưới cấp tỉnh chỉ dành cho")
        with translation.override("en"):
            assert level_names.name_base_areas() == "communes, wards and special zones"
            assert level_names.name_base_areas(1) == "commune, ward or special zone"

    @pytest.mark.parametrize(
        ("who", "address"),
        [
            *((who, reverse("home:today")) for who in ("office", "ward", "leader", "police")),
            ("leader", reverse("home:leader")),
            ("office", reverse("plans:list")), ("office", reverse("plans:import")),
            ("office", reverse("reporting:list")), ("ward", reverse("reporting:list")),
            ("office", reverse("reporting:dates")), ("office", reverse("reporting:ad_hoc_ask")),
            ("office", reverse("reporting:sources")),
            ("office", reverse("indicators:denominators")), ("office", reverse("indicators:earlier")),
            ("office", reverse("consolidation:sheet", args=["22", factory.PERIOD, "01-CS"])),
            ("office", reverse("analysis:ask")),
            *(("ward", reverse("home:chapter", args=[chapter.slug])) for chapter in guide.list_chapters()),
        ],
    )  # fmt: skip
    def test_no_page_names_what_the_province_lacks(
        self, province: Province, signed_in: Browser, who: str, address: str
    ) -> None:
        found = search(
            rf".{{0,40}}(?:{WORDS_OF_BEFORE}).{{0,40}}", text_of(signed_in(getattr(province, who)), address), IGNORECASE
        )
        assert found is None

    def test_home_counts_them_by_their_names(self, province: Province, signed_in: Browser) -> None:
        province.report(province.ward, {"B1": "4", "B2": "2"})
        page = text_of(signed_in(province.office), reverse("home:today"))
        assert "1/3 xã, phường, đặc khu" in page

    def test_help_speaks_of_them_with_an_example_in_force(self, province: Province, signed_in: Browser) -> None:
        reader = signed_in(province.ward)
        assert "báo cáo của các xã, phường, đặc khu được duyệt" in text_of(
            reader, reverse("home:chapter", args=["bat-dau"])
        )
        assert "«Phường Hòn Gai»" in text_of(reader, reverse("home:chapter", args=["bieu-cap-tren"]))
        limits = text_of(reader, reverse("home:chapter", args=["gioi-han"]))
        assert "tồn tại từ cấp tỉnh trở lên" in limits

    def test_reports_of_each_level_are_consolidated_in_the_province(self, province: Province) -> None:
        province.report(province.ward, {"B1": "4", "B2": "2"})
        sheet = build_sheet(
            audience_of(province.office), unit=province.units["22"], form="01-CS", period=factory.PERIOD
        )
        assert sheet.line("TT01", "").figure.value == Decimal(4)
        assert [sender.unit.code for sender in sheet.senders] == ["06001", "06002", "06003"]
        with pytest.raises(NotFoundError):
            get_area("06001", factory.TODAY)

    def test_persons_of_a_ward_are_withheld_from_everybody(self, province: Province) -> None:
        province.report(province.ward, {"B1": "4", "B2": "2"})
        for user in (province.office, province.leader):
            sheet = sheet_of(province, user, "01-CS")
            figure = sheet.line("NG01", "").figure
            assert (figure.withheld, figure.value, figure.parts) == (WithholdingReason.PERSONS, None, ())

    def test_persons_of_the_province_are_shown_as_its_total(self, province: Province) -> None:
        province.report(province.police, {"A1": "7"}, form="02-CA")
        sheet = build_sheet(
            audience_of(province.office), unit=province.units["22"], form="02-CA", period=factory.PERIOD
        )
        figure = sheet.line("CA02", "").figure
        assert (figure.value, figure.parts, figure.parts_withheld) == (Decimal(7), (), WithholdingReason.WALL)

    def test_denominators_at_every_level_of_areas(self, province: Province, signed_in: Browser) -> None:
        page = text_of(signed_in(province.office), reverse("indicators:denominators"))
        for code in ("22", "06001", "06002", "06003"):
            assert province.units[code].name in page
        assert "Trường THCS" not in page
        boxes = {f"v-{province.units[code].pk}-population": value for code, value in (("22", "1.300"), ("06003", "40"))}
        signed_in(province.office).post(
            reverse("indicators:denominators"), {"nam": "2026", "source": "Niên giám thống kê", **boxes}
        )
        assert dict(Denominator.objects.values_list("unit__code", "value")) == {"22": 1300, "06003": 40}

    def test_a_school_belongs_to_its_ward(self, province: Province) -> None:
        school = Unit.objects.select_related("parent__parent").get(code="06001.TH")
        assert unit_queries.get_unit_area(school).code == "06001"
        assert not levels.is_base(school)

    def test_authorities_above_are_those_of_the_installation(self, province: Province) -> None:
        assert parties.list_upper_authorities() == [Authority.CENTRAL, Authority.PROVINCE]
        assert [parties.get_level(province.units[code]) for code in ("22", "06001", "06003", "22.SYT")] == [
            Authority.PROVINCE, Authority.COMMUNE, Authority.COMMUNE, Authority.PROVINCE,
        ]  # fmt: skip

    def test_an_agency_that_a_plan_names_is_added_at_the_first_attached_level(self, province: Province) -> None:
        agency = services.add_agency(parent=province.units["22"], name="Sở Tư pháp", asked=False, source="tests")
        assert agency.level == "co-quan"

    def test_a_question_offers_no_level_in_between(self, province: Province) -> None:
        labels = dict(list_place_choices(Places.AREA))
        assert Places.DISTRICTS not in labels
        assert labels[Places.COMMUNES] == "từng xã, phường, đặc khu"
        assert Places.DISTRICTS in dict(list_place_choices(Places.DISTRICTS))


def test_an_installation_with_units_keeps_the_five_levels_of_before(cast: Cast) -> None:
    UnitLevel.objects.all().delete()
    migration.create_levels(apps, connection.schema_editor())
    forget_answers()
    assert list(levels.get_levels()) == list(first.LEVELS)


def test_a_new_installation_has_no_level_until_its_programme_comes() -> None:
    migration.create_levels(apps, connection.schema_editor())
    assert list(levels.get_levels()) == []


def test_units_are_named_in_the_order_of_the_levels_however_they_come(first_levels: None) -> None:
    units = [Unit(level=code) for code in ("township", "commune", "unheard_of")]
    assert {level_names.name_units(order) for order in permutations(units)} == {level_names.name_units(units)}
    assert level_names.name_units(units).startswith("xã, thị trấn")


def test_lists_for_people_name_areas_by_the_national_code_and_agencies_by_protocol(cast: Cast) -> None:
    """As the programme lists them, whatever our codes and their names are; one keeps its place under another name."""
    names = {"TTHU": "Thường trực Huyện ủy", "YT": "Phòng Y tế", "CA": "Công an huyện", "HND": "Hội Nông dân"}
    agencies = [
        Unit.objects.create(code=f"098.{code}", name=name, level="agency", valid_from=SINCE)
        for code, name in names.items()
    ]
    areas = [cast.units["03304"], cast.units["03269"]]
    renamed = Unit.objects.create(
        code="098.TTHU", name="Thường trực Đảng ủy", level="agency", valid_from=SINCE.replace(year=SINCE.year + 1)
    )
    forget_answers()
    ordered = sorted([renamed, *reversed(agencies[1:]), *areas], key=levels.get_list_order)
    assert [unit.name for unit in ordered] == [
        "Xã Pú Xi", "Xã Tênh Phông", "Thường trực Đảng ủy", "Phòng Y tế", "Công an huyện", "Hội Nông dân",
    ]  # fmt: skip
