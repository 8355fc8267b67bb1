"""Services that write the box; import the module that holds the service, such as `casting`."""
