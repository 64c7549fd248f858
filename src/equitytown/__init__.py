"""Equity Town: what a public health team runs to become a health equity town."""

__version__ = "0.1.0"
