"""Finds where a draft's files define something, for the faults that a trial finds."""

from collections.abc import Mapping
from itertools import pairwise

from sokehoach.adapters.programme_files.files import Folder

type Files = Mapping[str, str]
type Place = tuple[str, int]  # file, line

ROLES, OUTLINES = "roles.yaml", "outlines"


def find_form_place(files: Files, form: str, cell: str = "") -> Place:
    """The file of the form with that code, and the line of its cell, or of its code."""
    return _find_place(files, "forms", form, cell)


def find_outline_place(files: Files, outline: str) -> Place:
    """The file of the outline, and the line of its code."""
    return _find_place(files, OUTLINES, outline, "")


def find_register_place(files: Files, register: str) -> Place:
    """The file of the register with that code, and the line of its code."""
    return _find_place(files, "registers", register, "")


def find_role_place(files: Files, role: str = "") -> Place:
    """The line of the role with that code; the first line where there is none."""
    return ROLES, _find_line(files.get(ROLES, ""), role) if role else 1


def _find_place(files: Files, folder: str, code: str, inner_code: str) -> Place:
    for record in Folder(files).yamls(folder):
        if record.code("code") == code:
            return record.file, _find_line(files[record.file], inner_code) if inner_code else record.line_of("code")
    return f"{folder}/{code}.yaml", 1


def _find_line(text: str, code: str) -> int:
    """The line that gives something that code; that of a choice for its option («D2» for «D2.1»); 1 where none does."""
    for wanted in (code, code.rpartition(".")[0]):
        for number, line in enumerate(text.splitlines(), 1):
            words = line.replace(",", " ").replace("{", " ").replace("}", " ").replace('"', " ").split()
            if wanted and ("code:", wanted) in pairwise(words):
                return number
    return 1
