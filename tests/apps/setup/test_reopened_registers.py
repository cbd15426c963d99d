"""A register that a programme left out and defines again."""

from pathlib import Path

import pytest
import yaml

from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.setup.test_publishing import TODAY, folder, publish

__all__ = ["folder"]
pytestmark = pytest.mark.django_db


def test_a_register_comes_back_on_its_own_side_of_the_wall(folder: Path) -> None:
    """Else a general form could count what a confidential register has, after two versions."""
    name, owners = folder / "registers/so_kin.yaml", (folder / "registers.yaml").read_text("utf-8")
    (kept,) = [item for item in yaml.safe_load(owners)["registers"] if item["code"] == "enforcement"]

    def keep(function: str) -> None:
        item = {**kept, "code": "so_kin", "function": function}
        text = yaml.safe_dump({"registers": [*yaml.safe_load(owners)["registers"], item]}, allow_unicode=True)
        (folder / "registers.yaml").write_text(text, "utf-8")
        name.write_text(
            "code: so_kin\nslug: so-kin\nname: Sổ kín\nrow: dòng\nabout: Số đếm.\nfields:\n"
            "  - {code: day, label: Ngày, kind: day}\n  - {code: cases, label: Số vụ, kind: number, most: 100}\n"
            "columns: [cases]\nmeasures:\n  - {code: count, name: Số dòng, operation: count}\n",
            "utf-8",
        )

    keep("enforcement")
    publish(folder, day=TODAY)
    (folder / "registers.yaml").write_text(owners, "utf-8")
    name.unlink()
    publish(folder, day=TODAY, reason="Thôi sổ này")
    keep("general")
    with pytest.raises(ActionRefused, match="Không đổi được"):
        publish(folder, day=TODAY)
    keep("enforcement")
    publish(folder, day=TODAY)
