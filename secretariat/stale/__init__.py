"""Two people with the page of one row: what one saved is shown to the other before anything is overwritten."""
