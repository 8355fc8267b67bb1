"""Views of results: reading, downloading, signing."""
