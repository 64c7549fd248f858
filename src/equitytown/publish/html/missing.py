"""The page that answers for an address that the edition does not have."""

from equitytown.present.blocks import Bullets, Document, Page, Paragraph, Span, text


def missing_page(document: Document) -> Page:
    """
    Make the page shown for an unknown address.

    Parameters
    ----------
    document : Document
        The edition, for its navigation.

    Returns
    -------
    Page
        Its links are those of a page at the root; a server answers with it from anywhere, and writes
        them from the root (see `publish.server`).
    """
    return Page(
        slug="404",
        title="There is no page at this address",
        nav="",
        blocks=(
            Paragraph(
                text(
                    "The address may have been mistyped, or the page may belong to another edition. "
                    "Everything in this edition is reached from these pages:"
                ),
                style="lede",
            ),
            Bullets(tuple((Span(words, href=slug),) for words, slug in document.nav)),
        ),
    )
