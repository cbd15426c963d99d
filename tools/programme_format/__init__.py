"""The JSON Schema and the reference page of a programme's text form, made of what its reader reads.

The reader asks records for their keys, one by one (`Record.text`, `Record.integer` …). It is observed while it reads
the shipped programmes and some files with what these lack: the schema follows the reader without a second description.
"""
