"""Requests for a second person (docs/decisions/32-second-person.md)."""
