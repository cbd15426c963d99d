"""Read a superior's empty form, DOCX or XLSX, and fill it in place."""
