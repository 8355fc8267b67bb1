"""Every write of this room: telling people, sending mail, and what a clerk does with a notice."""
