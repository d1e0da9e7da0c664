"""The workbook a clerk fills in: written from the law, read back by what it carries.

openpyxl is known in this room and in `ingest` only. `read` knows nothing of the look.
"""
