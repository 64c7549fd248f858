"""Run the command line with `python -m equitytown`."""

from equitytown.cli import run

run()
