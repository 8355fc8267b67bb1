"""Every write into the box and about it."""
