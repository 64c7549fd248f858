"""The statistics on a file: a table in, a table out, for an analyst who writes no Python."""
