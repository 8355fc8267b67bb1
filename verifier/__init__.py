"""An independent checker of a round's bundle, written from docs/protocol.md alone.

It shares no code with the application: Python's standard library suffices, and libsodium makes it
faster when the machine has it. `python -m verifier bundle.zip` prints a line for each check.
"""
