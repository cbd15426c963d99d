"""The superior's blank form, DOCX or XLSX: read as it looks, filled in place."""
