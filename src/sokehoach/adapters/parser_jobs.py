"""The program that opens files from outside, with the table of its jobs: no other job can run.

Whoever needs a file opened calls `sandbox.process.run` with the name of a job. The process imports the parsers of that
job, confines itself and opens the file (`sandbox.worker`).
"""

# ruff: noqa: F401 (parsers are imported before the process closes itself in, and called after)

from sokehoach.adapters.sandbox.confinement import run_layers_job
from sokehoach.adapters.sandbox.worker import Job, JobLoader, main


def _load_text_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.readers.text_files import run_text_job

    if is_pdf:
        import sokehoach.adapters.readers.pdf.text
    else:
        import sokehoach.adapters.readers.doc.text
        import sokehoach.adapters.readers.docx.text
    return run_text_job


def _load_draft_lines_job(_is_pdf: bool) -> Job:
    from sokehoach.adapters.readers.docx.draft_lines import run_draft_lines_job

    return run_draft_lines_job


def _load_plan_job(_is_pdf: bool) -> Job:
    import sokehoach.domain.plans.reading
    from sokehoach.adapters.readers.plan_files import run_plan_job

    return run_plan_job


def _load_layout_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.readers.layout_files import run_layout_job

    if is_pdf:
        import sokehoach.adapters.readers.pdf.geometry
    else:
        import sokehoach.adapters.readers.docx.geometry
    return run_layout_job


def _load_sheet_job(_is_pdf: bool) -> Job:
    import xlrd

    import sokehoach.adapters.readers.xls.formulas
    import sokehoach.adapters.readers.xls.packing
    from sokehoach.adapters.readers.xlsx.reader import run_sheet_job

    return run_sheet_job


def _load_sheets_job(_is_pdf: bool) -> Job:
    import xlrd

    import sokehoach.adapters.readers.xls.formulas
    import sokehoach.adapters.readers.xls.packing
    from sokehoach.adapters.readers.xlsx.reader import run_sheets_job

    return run_sheets_job


def _load_named_sheets_job(_is_pdf: bool) -> Job:
    import xlrd

    import sokehoach.adapters.readers.xls.formulas
    import sokehoach.adapters.readers.xls.packing
    from sokehoach.adapters.readers.xlsx.named_sheets import run_named_sheets_job

    return run_named_sheets_job


def _load_table_job(_is_pdf: bool) -> Job:
    import xlrd

    import sokehoach.adapters.readers.txt.plain
    import sokehoach.adapters.readers.xls.formulas
    import sokehoach.adapters.readers.xls.packing
    import sokehoach.adapters.readers.xlsx.reader
    from sokehoach.adapters.readers.tables import run_table_job

    return run_table_job


def _load_old_workbook_job(_is_pdf: bool) -> Job:
    import openpyxl
    import xlrd

    import sokehoach.adapters.readers.xls.formulas
    import sokehoach.adapters.readers.xls.packing
    from sokehoach.adapters.readers.xls.conversion import run_old_workbook_job

    return run_old_workbook_job


def _load_evidence_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.readers.evidence_files import run_evidence_job

    if is_pdf:
        import sokehoach.adapters.readers.pdf.cleaning
    else:
        import sokehoach.adapters.readers.ooxml.cleaning
    return run_evidence_job


def _load_words_job(is_pdf: bool) -> Job:
    from sokehoach.adapters.readers.evidence_files import run_words_job

    if is_pdf:
        import pypdfium2.raw
    return run_words_job


def _load_pictures_job(_is_pdf: bool) -> Job:
    import PIL.JpegImagePlugin
    import pypdfium2

    import sokehoach.adapters.readers.pdf.safety
    from sokehoach.adapters.readers.page_pictures import run_pictures_job

    return run_pictures_job


def _load_signatures_job(_is_pdf: bool) -> Job:
    import sokehoach.adapters.signature.pdf
    from sokehoach.adapters.signature.opening import run_signatures_job

    return run_signatures_job


def _load_read_blank_job(_is_pdf: bool) -> Job:
    import sokehoach.adapters.external_forms.sheet_reading
    import sokehoach.adapters.external_forms.word_reading
    import sokehoach.adapters.readers.ooxml.cleaning
    import sokehoach.adapters.readers.ooxml.strings
    from sokehoach.adapters.external_forms.form_files import run_read_job

    return run_read_job


def _load_fill_blank_job(_is_pdf: bool) -> Job:
    import sokehoach.adapters.external_forms.sheet_filling
    import sokehoach.adapters.external_forms.word_filling
    import sokehoach.adapters.external_forms.word_results
    from sokehoach.adapters.external_forms.form_files import run_fill_job

    return run_fill_job


def _load_programme_job(_is_pdf: bool) -> Job:
    from sokehoach.adapters.programme_files.opening import run_programme_job

    return run_programme_job


def _load_dhis2_metadata_job(_is_pdf: bool) -> Job:
    from sokehoach.adapters.dhis2.metadata_upload import run_metadata_job

    return run_metadata_job


# Each function imports what its job needs before confinement, and no more: a DOCX job loads no PDF parser.
JOBS: dict[str, JobLoader] = {
    "text": _load_text_job,
    "draft_lines": _load_draft_lines_job,
    "plan": _load_plan_job,
    "layout": _load_layout_job,
    "sheet": _load_sheet_job,
    "sheets": _load_sheets_job,
    "named_sheets": _load_named_sheets_job,
    "table": _load_table_job,
    "old_workbook": _load_old_workbook_job,
    "evidence": _load_evidence_job,
    "words": _load_words_job,
    "pictures": _load_pictures_job,
    "signatures": _load_signatures_job,
    "read_blank": _load_read_blank_job,
    "fill_blank": _load_fill_blank_job,
    "programme": _load_programme_job,
    "dhis2_metadata": _load_dhis2_metadata_job,
    "layers": lambda _is_pdf: run_layers_job,
}


if __name__ == "__main__":
    main(JOBS)
