"""Between web server and Django: bodies are read here, and each kind of request has threads of its own."""
