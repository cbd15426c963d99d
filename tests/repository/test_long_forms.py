"""What has a long form is run in it by `make soak`."""

import re

from tests.repository.order import ROOT

OF_BOTH_FORMS = re.compile(r"^from tests\.soak import .*\b(times|LONG)\b", re.MULTILINE)


def list_soaked() -> list[str]:
    """The files and folders of tests that `make soak` runs whole in their long form."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = makefile.partition("\nsoak:")[2].partition("\n\n")[0]
    lines = [line for line in recipe.replace("\\\n", " ").splitlines() if "SOAK=1" in line and " -m " not in line]
    return [word for line in lines for word in line.split() if word.startswith("tests/")]


def test_every_long_form_is_in_soak() -> None:
    soaked = list_soaked()
    assert all((ROOT / path).exists() for path in soaked)
    modules = [path for path in (ROOT / "tests").rglob("test_*.py") if OF_BOTH_FORMS.search(path.read_text("utf-8"))]
    assert len(modules) > 20
    names = [path.relative_to(ROOT).as_posix() for path in modules]
    assert [name for name in names if not any(f"{name}/".startswith(f"{path}/") for path in soaked)] == []
