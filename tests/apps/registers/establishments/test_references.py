"""A register of a programme whose entries refer to establishments: entries of a register that is code."""

import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.registers.core.catalogue import get_product_registers, get_registers, list_referable_registers
from sokehoach.apps.registers.core.models import RegisterOwnership, Revision
from sokehoach.apps.registers.core.queries import choices
from sokehoach.apps.registers.core.queries.entries import format_entry, list_unscoped_entries
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers import models, storage
from sokehoach.apps.registers.data_registers.models import DataEntry, ModuleLink
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.registers.data_registers.services.types import import_register_types
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.establishments.queries import name_without_holder
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.registers.field_kinds import FieldKind as Kind
from sokehoach.domain.registers.register_type import RegisterField, RegisterType
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

type Opened = Callable[..., Establishment]
type Browser = Callable[[User], Client]
UID, PATH = "REFERENCES1", "/so/cuoc-kiem-tra/"
VISIT = RegisterType(
    UID, "cuoc_kiem_tra", "Cuộc kiểm tra", "cuộc", "Để thử.",
    (
        RegisterField("day", "Ngày", Kind.DAY), RegisterField("title", "Nội dung", Kind.TEXT),
        RegisterField("place", "Cơ sở", Kind.LINE, register="establishments"),
        RegisterField("own", "Cơ sở của xã", Kind.LINE, register="establishments", required=False, same_unit=True),
    ),
    ("title", "place"), ("place",), (), "title", slug="cuoc-kiem-tra",
)  # fmt: skip


@pytest.fixture(autouse=True)
def register(cast: Cast, options: None) -> None:
    import_register_types(programme=first_programme(), types=[VISIT], functions={UID: "general"}, by="tests", at=AT)
    RegisterOwnership.objects.create(
        programme=first_programme(), register=UID, levels=[cast.commune.unit.level], agencies=[], clauses=[]
    )
    forget_answers()


def write(cast: Cast, place: object, **values: Any) -> UUID:
    values = {"day": date(2021, 6, 1), "title": "Kiểm tra đầu tháng", "place": place, "own": None} | values
    done = entries.create_entry(register=UID, unit=cast.commune.unit, values=values, by=cast.commune, at=AT)
    return UUID(str(done.answer["id"]))


def get_texts(pk: UUID) -> Mapping[str, str]:
    register = get_registers()[UID]
    return format_entry(register, list_unscoped_entries(register).get(pk=pk))


def test_an_entry_names_an_establishment_in_list_filter_page_and_search(
    cast: Cast, opened: Opened, signed_in: Browser
) -> None:
    house = opened(title="Nhà nghỉ Hoa Ban")
    other = opened(title="Karaoke Đêm Xanh", kind="karaoke", subkind=None)
    pk = write(cast, house.pk, own=house.pk)
    write(cast, other.pk, title="Kiểm tra cuối tháng")
    assert "Hoa Ban" in get_texts(pk)["place"]
    assert [*find_entry_faults()] == []
    client = signed_in(cast.commune)
    assert "Hoa Ban" in client.get(PATH).text
    page = client.get(PATH, {"place": str(house.pk)}).text
    assert "Kiểm tra đầu tháng" in page
    assert "Kiểm tra cuối tháng" not in page
    assert "Kiểm tra đầu tháng" in client.get(PATH, {"tim": "hoa ban"}).text
    assert "Hoa Ban" in client.get(f"{PATH}{pk}/").text
    choices = dict(client.get(f"{PATH}them/").context["form"].fields["place"].choices)
    assert {house.pk, other.pk} <= {*choices}
    Establishment.objects.filter(pk=house.pk).update(title="Nhà nghỉ Ban Trắng")
    assert "Ban Trắng" in client.get(PATH).text


def test_names_of_many_establishments_cost_one_query(
    cast: Cast, opened: Opened, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        write(cast, opened(title=f"Nhà nghỉ {number}").pk, title=f"Lần {number}")
    register = get_registers()[UID]
    with django_assert_max_num_queries(3):
        names = [format_entry(register, entry)["place"] for entry in list_unscoped_entries(register)]
    assert len({*names}) == 4


def test_no_name_of_a_holder_reaches_the_register(cast: Cast, opened: Opened) -> None:
    """The licence and its row have it; the register of a programme says which licence it is."""
    house = opened(title="Quán Lò Văn Inh", holder="Lò Văn Inh", licence="12/GP-UBND")
    pk = write(cast, house.pk)
    row = DataEntry.objects.get(pk=pk)
    texts = json.dumps([row.content, Revision.objects.get(entry=pk).content, row.folded], ensure_ascii=False)
    assert "12/GP-UBND" in get_texts(pk)["place"]
    assert "Inh" not in texts
    assert "inh" not in row.folded.split()


@pytest.mark.parametrize("holder", ["Lò Văn Inh", "Ông Lò Văn Inh", "Hộ kinh doanh bà LÒ VĂN INH"])
def test_a_sign_or_place_with_the_name_of_the_holder_is_left_out(holder: str) -> None:
    house = Establishment(day=date(2021, 6, 1), title="Quán Hoa Ban", holder=holder, licence="12/GP")
    house.place = "Bản A, nhà Lò Văn Inh"
    assert name_without_holder(house) == "Quán Hoa Ban"
    house.title, house.place = "Quán «Lò Văn Inh»", "Bản A"
    assert name_without_holder(house) == "Cơ sở có giấy phép 12/GP (Bản A)"
    house.title, house.holder = "Nhà nghỉ Ban Mai", "Bà An"
    assert name_without_holder(house) == "Nhà nghỉ Ban Mai (Bản A)"


def test_without_the_module_entries_are_shown_and_none_is_written(
    cast: Cast, opened: Opened, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = opened(title="Nhà nghỉ Hoa Ban")
    pk = write(cast, house.pk)
    rest = {code: register for code, register in get_product_registers().items() if code != "establishments"}
    for module in (catalogue, choices, storage, models):
        monkeypatch.setattr(module, "get_product_registers", lambda: rest)
    forget_answers()
    client = signed_in(cast.commune)
    assert "Kiểm tra đầu tháng" in client.get(PATH).text
    assert str(house.pk) in client.get(f"{PATH}{pk}/").text
    assert client.get(f"{PATH}them/").status_code == 200
    with pytest.raises(InvalidInput) as refused:
        write(cast, house.pk, title="Lần hai")
    assert refused.value.messages["place"] == ["Cơ sở: phần mềm không có sổ «establishments»."]


def test_a_voided_establishment_is_refused_and_stays_where_it_was_chosen(
    cast: Cast, opened: Opened, signed_in: Browser
) -> None:
    house = opened(title="Nhà nghỉ Hoa Ban")
    pk = write(cast, house.pk)
    entries.void_entry(
        register="establishments", entry=house.pk, version=1, reason="ghi hai lần", by=cast.office, at=AT
    )
    with pytest.raises(InvalidInput) as refused:
        write(cast, house.pk, title="Lần hai")
    assert refused.value.messages["place"][0].endswith("đã gạch bỏ.")
    client = signed_in(cast.commune)
    form = client.get(f"{PATH}{pk}/sua/").context["form"]
    assert dict(form.fields["place"].choices)[house.pk].endswith("(đã gạch bỏ)")
    typed = {bound.name: bound.value() for bound in form if bound.value() is not None}
    reply = client.post(f"{PATH}{pk}/sua/", typed | {"version": 1, "title": "Sửa tên"})
    assert reply.status_code == 302, reply.context["form"].errors
    assert DataEntry.objects.get(pk=pk).content["place"] == str(house.pk)
    assert ModuleLink.objects.get(entry=pk).target == house.pk
    assert [*find_entry_faults()] == []


def test_establishments_of_elsewhere_are_refused(cast: Cast, opened: Opened) -> None:
    """Those that the account may not read, and for a field of the own unit those of another one."""
    elsewhere = opened(unit="03269", title="Nhà nghỉ Pú Xi")
    for values in ({"place": elsewhere.pk}, {"place": UUID(int=7)}, {"place": opened().pk, "own": elsewhere.pk}):
        with pytest.raises(InvalidInput):
            write(cast, **values)
    assert not DataEntry.objects.filter(type__uid=UID).exists()


def test_excel_and_api_take_and_give_the_reference(cast: Cast, opened: Opened, signed_in: Browser) -> None:
    house = opened(title="Nhà nghỉ Hoa Ban")
    pk = write(cast, house.pk)
    client = signed_in(cast.commune)
    exported = client.get(f"{PATH}tai-ve/")
    book = openpyxl.load_workbook(io.BytesIO(exported.getvalue() if exported.streaming else exported.content))
    head = [cell.value for cell in book.worksheets[0][1]]
    assert "Hoa Ban" in book.worksheets[0].cell(2, head.index("Cơ sở") + 1).value
    book.worksheets[0].cell(2, head.index("Nội dung") + 1).value = "Nhập lại"
    buffer = io.BytesIO()
    book.save(buffer)
    reply = client.post(f"{PATH}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())}, follow=True)
    assert "Đã ghi 1 dòng" in reply.text, reply.text[-3000:]
    assert ModuleLink.objects.filter(target=house.pk, field="place").count() == 2
    book.worksheets[0].cell(2, head.index("Cơ sở") + 1).value = "Không có cơ sở này"
    buffer = io.BytesIO()
    book.save(buffer)
    reply = client.post(f"{PATH}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())})
    assert "Cơ sở" in reply.text
    assert DataEntry.objects.filter(type__uid=UID).count() == 2
    api, address = program(make_token(cast.commune)), "/api/v1/registers/cuoc-kiem-tra"
    assert api.get(f"{address}/entries/{pk}").json()["values"]["place"] == str(house.pk)
    fields = {field["name"]: field for field in api.get(address).json()["fields"]}
    assert str(house.pk) in {choice["code"] for choice in fields["place"]["choices"]}


def test_registers_with_hidden_entries_are_not_offered() -> None:
    assert "establishments" in list_referable_registers()
    assert all(register.visible_to is None for register in list_referable_registers().values())
