"""What a service raises when it refuses; each carries the sentence the person sees."""

from django.utils.functional import Promise

Text = str | Promise


class Refusal(Exception):
    """A refusal in the person's words; nothing was changed."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
