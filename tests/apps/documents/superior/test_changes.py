"""Next year's form: what is gone, new, renamed and moved is shown before anything is filled."""

from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.services import superior_forms
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.form_reading import OUTSIDE
from sokehoach.domain.documents.external_form.source import PlaceSource, SourceKind
from tests.adapters.external_forms.layouts import saved
from tests.apps.documents.superior.test_forms import kept
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

THIS = ("Số cuộc tuyên truyền tại khu dân cư", "Số buổi phát thanh", "Số tin, bài")
NEXT = ("Số mô hình", "Số cuộc tuyên truyền tại các khu dân cư", "Số tin, bài")


def form(labels: tuple[str, ...]) -> bytes:
    made = docx.Document()
    table = made.add_table(len(labels) + 1, 2)
    for row, told in enumerate((("Nội dung", "Kết quả"), *((label, "") for label in labels))):
        for column, text in enumerate(told):
            table.cell(row, column).text = text
    return saved(made)


@pytest.fixture
def followed(district: District, signed_in: Callable[[User], Client]) -> SuperiorForm:
    """This year's, settled; next year's comes in its place."""
    old = kept(district, form(THIS))
    talks = PlaceSource(SourceKind.FIGURE, (Operand("TT01"),))
    sources = {"t0.r1.c1": talks, "t0.r3.c1": PlaceSource(SourceKind.HAND)}
    superior_forms.assign_sources(form=old.pk, version=1, sources=sources, by=district.cast.office, at=AT)
    SuperiorForm.objects.filter(pk=old.pk).update(answers={"Xã Lạ": OUTSIDE})
    told = {
        "name": "Biểu năm sau", "valid_from": "01/01/2021", "follows": old.pk,
        "file": SimpleUploadedFile("b.docx", form(NEXT)),
    }  # fmt: skip
    answer = signed_in(district.cast.office).post(reverse("documents:superior_new"), told)
    new = SuperiorForm.objects.get(follows=old)
    assert new.answers == {"Xã Lạ": OUTSIDE}, "what a name meant this year"
    assert answer.url == reverse("documents:superior_changes", args=[new.pk])
    return new


@pytest.mark.faults("superior_form.look")
def test_it_works(followed: SuperiorForm, district: District, signed_in: Callable[[User], Client]) -> None:
    client, page = signed_in(district.cast.office), reverse("documents:superior_changes", args=[followed.pk])
    told = client.get(page).content.decode()
    assert "1 ô đã mất, 1 ô mới, 1 ô đổi tên, 0 ô đổi chỗ. 2 ô giữ nguồn đã chọn." in told
    assert [label in told for label in ("Số buổi phát thanh", "Số mô hình", NEXT[1], THIS[0])] == [True] * 4
    filled = reverse("documents:superior_filled", args=[followed.pk, PERIOD])
    file = reverse("documents:superior_file", args=[followed.pk, PERIOD])
    assert [client.get(one).url for one in (filled, file)] == [page, page], "not before somebody has looked"
    assert client.post(page).status_code == 302
    assert client.get(filled).status_code == 200
    followed.refresh_from_db()
    assert (followed.looked_by, followed.settled["t0.r2.c1"]["operands"]) == (
        district.cast.office,
        [["TT01", ""]],
    )


def test_who_may_not_keep_it_may_not_say_that_it_was_seen(
    followed: SuperiorForm, district: District, signed_in: Callable[[User], Client]
) -> None:
    page = reverse("documents:superior_changes", args=[followed.pk])
    leader = signed_in(district.cast.leader)
    assert leader.get(page).status_code == 200
    assert leader.post(page).status_code == 404
    assert signed_in(district.cast.outsider).get(page).status_code == 404
    followed.refresh_from_db()
    assert followed.looked_at is None


def test_a_form_that_follows_none_has_no_changes(district: District, signed_in: Callable[[User], Client]) -> None:
    page = reverse("documents:superior_changes", args=[kept(district).pk])
    assert signed_in(district.cast.office).get(page).status_code == 404


def test_the_same_form_again_is_filled_at_once(district: District, signed_in: Callable[[User], Client]) -> None:
    old = kept(district, form(THIS))
    told = superior_forms.FormDetails("Biểu năm sau", "", AT.date(), follows=old.pk)
    done = superior_forms.import_form(details=told, data=form(THIS), file_name="b.docx", by=district.cast.office, at=AT)
    filled = reverse("documents:superior_filled", args=[done.answer["form"], PERIOD])
    assert signed_in(district.cast.office).get(filled).status_code == 200
