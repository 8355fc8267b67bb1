"""Pages of people who received a notice."""
