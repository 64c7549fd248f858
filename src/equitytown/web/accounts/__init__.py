"""Accounts: who may come in, in what role, for which organisation."""
