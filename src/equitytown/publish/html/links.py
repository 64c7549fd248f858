"""Where a link leads: pages and files of the edition as relative paths, outside addresses as they are."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from equitytown.errors import InputError
from equitytown.terms.identifiers import IDENTIFIER

OUTSIDE = ("https", "http", "mailto")

_SLUG = re.compile(rf"{IDENTIFIER}(?:/{IDENTIFIER})*")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Links:
    """
    The pages of one edition, and how each is reached from another.

    A `href` of a block is one of four things: a page's slug ("measures/smoking", with or without
    "#part"), a part of the same page ("#part"), a file of the edition by its path from the edition's
    root ("report.pdf"), or an outside address (https, http or mailto).
    """

    slugs: frozenset[str]

    def href(self, target: str, *, slug: str) -> str:
        """
        Give the address to write in a page.

        Parameters
        ----------
        target : str
            A block's `href`.
        slug : str
            The page that the link stands on.

        Returns
        -------
        str
            Relative for anything inside the edition, so that it works from a disk and under any path.

        Raises
        ------
        InputError
            If the target is a script or another kind of address, or a page that the edition lacks.
        """
        cleaned = target.strip()
        try:
            scheme = urlsplit(cleaned).scheme.lower()
        except ValueError:  # a bracket that is not closed
            scheme = "unknown"
        if scheme in OUTSIDE:
            return cleaned
        path, mark, part = cleaned.partition("#")
        if scheme or path.startswith("//") or "\\" in path:
            raise InputError(
                f'page "{slug}" links to "{target}", which is not a page, a file or a web address. '
                "Link to a page of the edition, or to an address that begins with https://."
            )
        return f"{self._path(path, slug=slug)}{mark}{quote(part)}"

    def _path(self, path: str, *, slug: str) -> str:
        """Give the relative path of a page or file; nothing for the page itself."""
        if not path:
            return ""
        if path in self.slugs:
            return root_of(slug) + path + ".html"
        if ".." in PurePosixPath(path).parts or path.startswith("/") or "." not in PurePosixPath(path).name:
            raise InputError(
                f'page "{slug}" links to "{path}", but the edition has no such page. Add the page, or correct the link.'
            )
        return root_of(slug) + quote(path)


def root_of(slug: str) -> str:
    """Give the way from a page back to the edition's root: "../" for each folder that it stands in."""
    return "../" * slug.count("/")


def checked_slug(slug: str) -> str:
    """Refuse a slug that could not be a plain file name: lower-case words, hyphens and slashes only."""
    if not _SLUG.fullmatch(slug):
        raise InputError(
            f'page slug "{slug}" cannot be a file name. Use lower-case letters, digits and hyphens, '
            'with "/" between folders.'
        )
    return slug


def checked_identifier(identifier: str) -> str:
    """Refuse an identifier that names a file and could not safely be one."""
    if not _FILE_NAME.fullmatch(identifier):
        raise InputError(f'identifier "{identifier}" cannot name a file. Use letters, digits, hyphens and underscores.')
    return identifier


def anchor(words: str) -> str:
    """
    Make an element's identifier from words.

    Examples
    --------
    >>> anchor("What has changed since 2021/22?")
    'what-has-changed-since-2021-22'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "part"
