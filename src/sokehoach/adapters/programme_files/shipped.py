"""The programmes that come with the product."""

from dataclasses import dataclass
from pathlib import Path

import yaml

SHIPPED = Path(__file__).resolve().parents[2] / "programmes"


@dataclass(frozen=True, slots=True)
class ShippedProgramme:
    folder: Path
    name: str

    @property
    def code(self) -> str:
        return self.folder.name


def list_shipped_programmes() -> list[ShippedProgramme]:
    """Returns them in the order of their codes."""
    heads = sorted(SHIPPED.glob("*/programme.yaml"))
    return [ShippedProgramme(head.parent, yaml.safe_load(head.read_text("utf-8"))["name"]) for head in heads]
