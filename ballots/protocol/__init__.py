"""The cryptography of the ballot protocol ``tn1`` (docs/protocol.md). No Django inside."""
