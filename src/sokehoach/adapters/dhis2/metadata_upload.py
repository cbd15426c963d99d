"""Opens a metadata export of DHIS2 that somebody sends, in the parser's process: the files of a draft come back."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sokehoach.adapters.dhis2.metadata_file import MetadataError, read_metadata
from sokehoach.adapters.dhis2.metadata_programme import MetadataChoice, build_programme_files
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work

_MOST_REMARKS = 400


@dataclass(frozen=True, slots=True)
class UploadedMetadata:
    """What a file becomes. `forms`: code, name and number of cells. `remarks`: kind, name, reason.

    `remark_count`: of all remarks, of which the first are listed. A remark is what was left out or assumed.
    """

    files: dict[str, str]
    forms: list[tuple[str, str, int]]
    unit_count: int
    element_count: int
    remarks: list[tuple[str, str, str]]
    remark_count: int


@slow_work
def read_uploaded_metadata(data: bytes, *, code: str, unit: str, area: str, first_day: date | None) -> UploadedMetadata:
    """Reads the file as a draft with this code; «» and None: as the file says.

    `unit`: UID or code of the unit in the file that adds up, «» for the highest. `area`: the code of that unit here.
    Raises FileRefusedError.
    """
    choice = {"code": code, "unit": unit, "area": area, "day": first_day.isoformat() if first_day else ""}
    answer = process.run("dhis2_metadata", data, name=json.dumps(choice))
    forms = [(str(form), str(name), int(cells)) for form, name, cells in answer["forms"]]
    remarks = [(kind, name, reason) for kind, name, reason in answer["remarks"]]
    return UploadedMetadata(
        answer["files"], forms, answer["units"], answer["elements"], remarks, answer["remark_count"]
    )


def run_metadata_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «dhis2_metadata» of parser_jobs; `name`: the choice as JSON."""
    choice = json.loads(name)
    try:
        file = read_metadata(data)
        programme = build_programme_files(
            file,
            MetadataChoice(
                code=choice["code"],
                unit=choice["unit"],
                valid_from=date.fromisoformat(choice["day"]) if choice["day"] else None,
                area=choice["area"],
            ),
        )
    except MetadataError as error:
        raise FileRefusedError(str(error)) from error
    cells = Counter(row.form for row in programme.cells)
    names = {str(row["id"]): str(row.get("name") or "") for row in file.list_objects("dataSets")}
    form_names = {form: names.get(uid, "") for uid, form in reversed(list(programme.codes["dataSet"].items()))}
    return {
        "files": programme.files,
        "forms": [(form, form_names[form], cells[form]) for form in sorted(form_names)],
        "units": len(programme.codes["orgUnit"]),
        "elements": len(programme.codes["dataElement"]),
        "remarks": [(row.kind, row.name, row.reason) for row in programme.remarks[:_MOST_REMARKS]],
        "remark_count": len(programme.remarks),
    }
