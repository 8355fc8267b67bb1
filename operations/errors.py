"""Errors that end a command of the administrator with a sentence."""


class BackupError(Exception):
    """A backup or restore failed and overwrote nothing; the text gives reason and remedy."""


class CannotStart(Exception):
    """A server cannot start; the text gives reason and remedy."""
