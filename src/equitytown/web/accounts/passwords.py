"""What a password must be, beside Django's own checks: not too long, and not known to have leaked."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError

LONGEST = 128  # characters; none is ever cut off


class LongestValidator:
    """Refuses what is longer than anyone types or pastes."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a password over the limit."""
        del user
        if len(password) > LONGEST:
            raise ValidationError(f"This password is too long. Keep it under {LONGEST} characters.")

    def get_help_text(self) -> str:
        """Say the limit."""
        return f"At most {LONGEST} characters."


class BreachedValidator:
    """
    Refuses passwords that stand in a list that the operator keeps.

    The list is a file of passwords, or of their SHA-1 digests in hexadecimal, one a line; what follows a colon in a
    line that begins with a digest is left out. It is read through at each new password, never into memory.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a password that stands in the list."""
        del user
        plain = password.encode("utf-8", "surrogatepass")
        digest = hashlib.sha1(plain, usedforsecurity=False).hexdigest().upper().encode()
        with self.path.open("rb") as lines:
            for line in lines:
                held = line.rstrip(b"\r\n")
                if held == plain or held.partition(b":")[0].upper() == digest:
                    raise ValidationError("This password is in a list of passwords that leaked. Choose another.")

    def get_help_text(self) -> str:
        """Say what is refused."""
        return "Not one that is known to have leaked."
