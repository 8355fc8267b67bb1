"""What ends a backup or a restore, said in a sentence."""


class BackupError(Exception):
    """Nothing was written over; the text says why and what helps."""
