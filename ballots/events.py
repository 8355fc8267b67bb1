"""Events of the box in a round's diary, by the names stored."""

REWRITTEN, SWEPT = "rewritten", "swept"
RESTARTED, COMPLAINED = "ceremony_restarted", "ceremony_complaint"
