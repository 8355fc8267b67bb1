"""The voter's page, the box without cookies, the counting team's page."""
