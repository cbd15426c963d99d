"""A plugin of pytest that loads one module from another source: that of CHANGED_MODULE from CHANGED_SOURCE."""

import os
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

MODULE, CHANGED = os.environ["CHANGED_MODULE"], Path(os.environ["CHANGED_SOURCE"])
get_code = SourceFileLoader.get_code


def get_changed_code(loader: SourceFileLoader, name: str) -> CodeType | None:
    if os.path.normpath(loader.path) != MODULE:
        return get_code(loader, name)
    return compile(CHANGED.read_text("utf-8"), MODULE, "exec")


SourceFileLoader.get_code = get_changed_code  # type: ignore[method-assign]
