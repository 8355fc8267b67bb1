"""What ends a command of the administrator, said in a sentence."""


class BackupError(Exception):
    """A backup or restore ended and nothing was written over; the text says why and what helps."""


class CannotStart(Exception):
    """A server cannot start; the text says why and what helps."""
