"""What minutes and report say, as a pure function of their data.

The wording is written in `templates/results/documents` and in `phrases`, never translated.
Nothing here but `assemble` reads a clock, a database or a network; the same data gives the same
bytes in every process.
"""
