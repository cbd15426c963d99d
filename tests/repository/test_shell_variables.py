"""No view gives a template another `page` than the shell's: the letterhead, the menu and the demonstration's strip."""

import ast
from pathlib import Path

APPS = Path(__file__).resolve().parents[2] / "src" / "sokehoach" / "apps"
GALLERY = "shell/views/gallery.py"  # shows the shell with a unit of its own


def test_no_view_puts_its_own_page_over_the_shells() -> None:
    replaced = [
        f"{path.relative_to(APPS)}:{node.lineno}"
        for path in sorted(APPS.rglob("*.py"))
        if "views" in path.with_suffix("").parts and path.relative_to(APPS).as_posix() != GALLERY
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        and any(isinstance(key, ast.Constant) and key.value == "page" for key in node.keys)
    ]
    assert not replaced, f"without letterhead and menu: {replaced}"
