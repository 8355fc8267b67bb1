"""Documents for print: page and letterhead, written forms, rendering to PDF.

Knows no round and no result; the room that issues a document brings its text. The forms are
fixed by decree 30/2020 (state, docs/domain.md §7.1) and by guidance of the Party (docs/domain.md
§7.2), so their wording is Vietnamese in whatever language the reader uses the site, and is never
translated.
"""
