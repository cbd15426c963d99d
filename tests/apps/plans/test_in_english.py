"""What the reader says of a plan is stored with what it takes to say it in English; what was stored before is shown."""

import json

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from sokehoach.apps.plans.models import Duty, Plan, Source, Target
from sokehoach.apps.plans.services.plans import import_plan
from tests.adapters.readers.pdf.typeset import plan_pdf
from tests.adapters.signature.signing import person, signed, written_on
from tests.apps.plans.conftest import ImportedPlan
from tests.english_pages import find_untranslated, read_data
from tests.factories.cast import AT, Cast

pytestmark = pytest.mark.both_databases


def read_page(signed_in, cast: Cast, plan: Plan, name: str, language: str, more: str = "") -> str:
    client = signed_in(cast.office)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(reverse(f"plans:{name}", args=[plan.pk]) + more).text


def test_findings_of_the_format_check_are_in_the_language_of_the_page(cast: Cast, signed_in) -> None:
    done = import_plan(unit=cast.units["099"], file_name="a.pdf", data=plan_pdf(left="25mm"), by=cast.office, at=AT)
    plan = Plan.objects.get(pk=done.answer["plan"])
    said = {
        "en": ("left margin 25 mm", "from 30 to 35 mm", "item 3 Section I, Part I, Appendix I, Decree 30/2020/NĐ-CP"),
        "vi": ("lề trái 25 mm", "từ 30 đến 35 mm", "khoản 3 Mục I Phần I Phụ lục I NĐ 30/2020/NĐ-CP"),
    }
    for language, sentences in said.items():
        page = read_page(signed_in, cast, plan, "format", language)
        assert [sentence for sentence in sentences if sentence not in page] == [], language

    plain = [{name: str.__str__(str(detail)) if isinstance(detail, str) else detail for name, detail in finding.items()}
             for finding in plan.source.findings]  # fmt: skip
    store_as_before(Source, "plan_id", plan.pk, findings=plain)
    page = read_page(signed_in, cast, plan, "format", "en")
    assert "lề trái 25 mm" in page
    assert "left margin" not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data, "The file has not changed since it was signed."),
        (lambda data: data.replace(b"/Lang (vi)", b"/Lang (en)", 1), "Ask the sender to issue the document again"),
        (written_on, "Something was added after signing"),
        (lambda data: data.replace(b"/adbe.pkcs7.detached", b"/vgca.pkcs7.detached"), "cannot check"),
        (lambda data: data[:-2000], ""),
    ],
    ids=["whole", "changed", "added to", "unknown", "cut off"],
)
def test_signatures_are_assessed_in_the_language_of_the_page(cast: Cast, signed_in, change, said: str) -> None:
    data = change(signed(plan_pdf(), person(), "A"))
    done = import_plan(unit=cast.units["099"], file_name="a.pdf", data=data, by=cast.office, at=AT)
    plan = Plan.objects.get(pk=done.answer["plan"])
    page = read_page(signed_in, cast, plan, "signatures", "en")
    assert said in page
    assert find_untranslated(page.replace(plan.name, ""), read_data()) == []  # a plan is cited as it is called


def test_why_a_file_has_no_format_is_in_the_language_of_the_page(
    cast: Cast, signed_in, imported_plan: ImportedPlan
) -> None:
    """The row has the sentence with its parts, so it is no Vietnamese text that the page may show."""
    page = read_page(signed_in, cast, imported_plan.plan, "format", "en")
    assert "plain text" in page
    assert find_untranslated(page.replace(imported_plan.plan.name, ""), read_data()) == []


def test_doubts_of_the_reader_are_in_the_language_of_the_page(
    cast: Cast, signed_in, imported_plan: ImportedPlan
) -> None:
    doubtful = Duty.objects.get(plan=imported_plan.plan, agency_text__contains="Công an")
    assert [str(doubt) for doubt in doubtful.doubts] == [
        "Giao cho Công an huyện nhưng câu viết «phối hợp với»: chưa rõ cơ quan nào chủ trì."
    ]
    address = f"?muc={doubtful.code}"
    row = doubtful.plan
    assert "it is not clear which agency leads" in read_page(signed_in, cast, row, "read", "en", address)
    assert "chưa rõ cơ quan nào chủ trì" in read_page(signed_in, cast, row, "read", "vi", address)

    store_as_before(Duty, "code", doubtful.code, doubts=["Câu cũ: cần xem lại."])
    assert "Câu cũ: cần xem lại." in read_page(signed_in, cast, row, "read", "en", address)
    assert Target.objects.filter(doubts=[]).exists()  # what has none is found as before


def store_as_before(model, key: str, value: object, **texts: object) -> None:
    """Writes a row as it was written before sentences kept their parts."""
    ((column, content),) = texts.items()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        stored = value.hex if connection.vendor == "sqlite" and hasattr(value, "hex") else value
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', [json.dumps(content), stored])
        assert cursor.rowcount == 1
