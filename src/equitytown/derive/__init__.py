"""Observations made here from others: small-area sums, smoothed rates, composite indices, the destitution model."""
