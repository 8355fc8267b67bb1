"""The cryptography of the ballot protocol ``tn2`` (docs/protocol.md). No Django inside."""
