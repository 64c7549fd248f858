"""The log: one event a line, whatever hostile text it quotes."""

import logging


class OneLine(logging.Formatter):
    """Write time, level, where and what on one line; line breaks in a message are shown, not made."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name that logging calls
        """Escape what would begin another line."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")
