"""The page of the login with a card."""
