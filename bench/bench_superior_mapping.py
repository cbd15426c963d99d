"""How much of a superior's form is mapped without asking, how much of that is right, what an official still decides.

usage: python -m bench.bench_superior_mapping [--keep]     Fails where the product promises more.
Six invented forms with labels written by hand (tests/adapters/external_forms/ministry_forms.py) and, where the corpus
stands beside the repository, the forms of a real circular, none of whose figures are ours.
"""

import sys

from tests.adapters.external_forms.ministry_forms import LEFT, LabelledForm, forms
from tests.soak import write

from bench.labelled import CORPUS
from bench.superior_mapping import Mapped, measure, programme
from sokehoach.adapters.external_forms import form_files
from sokehoach.domain.documents.external_form.places import list_places

RIGHT, DECISIONS = 0.99, 8.0  # share of what is given as sure; for forty cells
_REAL = "x13_TT-14-2024-BCT_che-do-bao-cao-dinh-ky-CCN.docx"


def real_forms() -> list[LabelledForm]:
    """The circular on industrial clusters: every cell of its tables is left, since nothing of it is counted here."""
    path = CORPUS / "files" / _REAL
    if not path.exists():
        return []
    data = path.read_bytes()
    meant = {place.at: LEFT for place in list_places(form_files.read_form(data, name=_REAL)) if place.line >= 0}
    return [LabelledForm("real: TT 14/2024/TT-BCT", _REAL, data, meant)]


def main() -> int:
    vocabulary = programme()
    found = [measure(form, vocabulary) for form in (*forms(), *real_forms())]
    for one in found:
        print(
            f"{one.name:28} {one.cells:4} cells, {one.figures:4} of ours, {one.sure:4} sure, {one.right:4} right, "
            f"{one.decisions:3} decisions ({one.per_forty:.1f} for 40 cells)"
        )
    told = totals(found)
    print(told)
    if "--keep" in sys.argv:
        write("superior_mapping", told)
    return 0 if keeps_promise(found) else 1


def totals(found: list[Mapped]) -> dict[str, object]:
    sure, right, cells = (sum(getattr(one, name) for one in found) for name in ("sure", "right", "cells"))
    decisions = sum(one.decisions for one in found)
    return {
        "forms": len(found), "cells": cells, "cells of ours": sum(one.figures for one in found), "sure": sure,
        "figures among them": sum(one.sure_figures for one in found), "right of sure": round(right / sure, 4),
        "decisions": decisions,
        "decisions for 40 cells": round(40 * decisions / cells, 2),
        "most in one form": round(max(one.per_forty for one in found), 2),
        "set wrong by a decision about others": sum(len(one.followed_wrong) for one in found),
    }  # fmt: skip


def keeps_promise(found: list[Mapped]) -> bool:
    sure, right = sum(one.sure for one in found), sum(one.right for one in found)
    return (
        right >= RIGHT * sure
        and all(one.per_forty <= DECISIONS for one in found)
        and not any(one.followed_wrong for one in found)
    )


if __name__ == "__main__":
    sys.exit(main())
