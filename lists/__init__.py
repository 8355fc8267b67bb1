"""Lists in and out of files: reading, checking, writing and undoing; each kind is added by the room that owns its rows."""
