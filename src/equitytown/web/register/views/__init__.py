"""Views of the register: each reads the request, calls one function, chooses a template."""
