"""Writes about rounds; import the module that holds the service, such as `moves`."""
