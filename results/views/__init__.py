"""Pages: the secretary's desk, the minutes' statement, documents, the readers' pages."""
