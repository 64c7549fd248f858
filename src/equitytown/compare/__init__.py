"""Observations into findings: rating, rank, change, trend, gap. One question a module."""
