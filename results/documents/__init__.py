"""The content of minutes and report, as a pure function of their data.

The wording is written in `templates/results/documents` and in `phrases`, never translated.
Only `assemble` reads the database; the same data gives the same bytes in every process.
"""
