"""A .docx file as text that a person can compare. Run as a module, it accepts the present output as golden:

PYTHONPATH=src python -m tests.golden.normal
"""

import io
import pathlib
import zipfile

from lxml import etree

GOLDEN = pathlib.Path(__file__).with_name("report.docx.xml")


def normal_form(data: bytes) -> str:
    """Every part of the file, indented, under its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "\n".join(f"<!-- {name} -->\n{_indented(file.read(name))}" for name in sorted(file.namelist()))


def _indented(part: bytes) -> str:
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode", pretty_print=True)


if __name__ == "__main__":
    from sokehoach.adapters.writers.docx import write_docx
    from tests.golden.report import report

    GOLDEN.write_text(normal_form(write_docx(report())))
