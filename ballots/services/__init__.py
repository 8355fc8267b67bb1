"""Writes into the box and about it; import the module that holds the service, such as `casting`."""
