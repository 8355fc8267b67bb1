"""Writes about the count; import the module that holds the service, such as `minutes`."""
