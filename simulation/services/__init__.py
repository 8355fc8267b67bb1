"""Writes of rehearsals: make the copy, play, stop, delete."""
