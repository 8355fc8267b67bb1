"""Every write of imports; import a service from the module that holds it."""
