"""Views of accounts: they read the request, call one function, and choose a template."""
