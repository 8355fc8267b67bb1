"""Template tags about the electronic box."""
