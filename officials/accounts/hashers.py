"""Hashing of passwords with Argon2id at the costs that OWASP recommends."""

from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher


class OwaspArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet).

    Django's own costs (100 MiB, eight lanes) took three times the processor, more than the rest of a vote.
    A hash with other costs verifies and is replaced at the next login.
    """

    memory_cost = 19 * 1024
    parallelism = 1


FORMER = Argon2PasswordHasher()  # its hashes were stored before
FORMER_COSTS = f"argon2$argon2id$v=19$m={FORMER.memory_cost},t={FORMER.time_cost},p={FORMER.parallelism}$"


def spend(password: str, hasher: BasePasswordHasher) -> None:
    """Hash a password and drop the result."""
    hasher.encode(password, hasher.salt())
