"""Code that two rooms need and neither owns. Imports no other room."""
