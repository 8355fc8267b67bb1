"""Names under which events of the box are stored in the log of a round."""

REWRITTEN, SWEPT = "rewritten", "swept"
RESTARTED, COMPLAINED = "ceremony_restarted", "ceremony_complaint"
KEYS_DESTROYED = "keys_destroyed"  # a trigger asks for it (0016_keys_of_cancelled_rounds)
KEYS_ERASED = "keys_erased"
