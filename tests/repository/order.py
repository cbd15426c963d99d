"""The order of the apps, read from the contract that import-linter holds."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sokehoach"


def _layers(contract: str) -> list[list[str]]:
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter", "utf-8")
    lines = rules[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [[name.strip(" ()") for name in line.split("|")] for line in lines if line.strip()]


def _ranks(layers: list[list[str]]) -> dict[str, int]:
    return {name: len(layers) - at for at, layer in enumerate(layers) for name in layer}


APPS = _ranks(_layers("apps-layers"))
REGISTERS = _ranks(_layers("registers-layers"))


def rank(module: str) -> tuple[int, int]:
    """Where a module of an app stands: «sokehoach.apps.registers.core.models» → (rank of registers, of core)."""
    parts = module.split(".")
    app = parts[2]
    return APPS[app], REGISTERS[parts[3]] if app == "registers" else 0


def app_of(path: Path) -> str:
    """The app that a file belongs to: «plans», «registers/core»."""
    parts = path.relative_to(SOURCE / "apps").parts
    return "/".join(parts[:2]) if parts[0] == "registers" else parts[0]
