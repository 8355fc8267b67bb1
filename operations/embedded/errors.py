"""What stops a start, said in a sentence."""


class CannotStart(Exception):
    """A server cannot start; the text says why and what helps."""
