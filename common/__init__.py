"""What every room stands on. Imports nothing of the house; a file enters when two rooms need it."""
