"""Replies: the bytes that a supplier sent or somebody handed over, untouched, with where and when."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

SHOWN = 12  # characters of a snapshot's hash by which an observation names it


@dataclass(frozen=True, slots=True)
class Reply:
    """
    A snapshot as it came: the bytes, who sent them, the address that was asked and the day.

    `etag` and `last_modified` are the supplier's own marks of a version, empty where it gives none.
    For a file that was handed over, the address is the file's name.
    """

    supplier_id: str
    address: str
    body: bytes = field(repr=False)
    retrieved: date
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.body).hexdigest())

    @property
    def snapshot_id(self) -> str:
        """
        The first characters of the hash of the bytes.

        Examples
        --------
        >>> Reply("fingertips", "https://example.org", b"", date(2026, 11, 26)).snapshot_id
        'e3b0c44298fc'
        """
        return self.sha256[:SHOWN]
