"""Readers and writers behind `make_luton_figures.py`: one module per supplier."""
