"""Requests for a second person (docs/decisions/34-second-person.md)."""
