"""The home page of a secretary: what is urgent, what is open, what is due, and whether the machinery works."""

from secretariat.home.content import SecretaryHome, secretary_home

__all__ = ["SecretaryHome", "secretary_home"]
