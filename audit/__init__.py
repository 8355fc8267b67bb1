"""The log: every change of configuration, right, state, address and document, in the transaction that makes it."""
