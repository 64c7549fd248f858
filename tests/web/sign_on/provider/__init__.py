"""A provider of single sign-on (OpenID Connect), for tests: a Django project of its own, run on this machine alone."""
