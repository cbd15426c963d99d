"""The package that a DOCX or XLSX is (ECMA-376): its strings, and who wrote it. `guard.archive` opens it."""
