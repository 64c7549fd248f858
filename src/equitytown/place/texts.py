"""The texts that people write for the report: Markdown, kept as words and never trusted as markup."""

from equitytown.place.edits import CONSTANTS, EDITS
from equitytown.place.files import Folder
from equitytown.place.words import unsafe_text
from equitytown.terms.identifiers import RULE, is_identifier


def read_texts(folder: Folder) -> dict[str, str]:
    """
    Read `text/*.md`, by name.

    Parameters
    ----------
    folder : Folder
        The place's folder.

    Returns
    -------
    dict of str to str
        Markdown by the file's name without its ending.
    """
    texts: dict[str, str] = {}
    for path in folder.names("text", ".md", beside=(EDITS, CONSTANTS)):
        name = path.removeprefix("text/").removesuffix(".md")
        if not is_identifier(name):
            folder.faults.add(path, None, "the name is not an identifier.", f"{RULE}: next-steps.md.")
            continue
        file = folder.read(path)
        if file is None:
            continue
        for line, words in enumerate(file.text.splitlines(), start=1):
            if reason := unsafe_text(words):
                folder.faults.add(path, line, f"the text {reason}", "Take it out.")
        texts[name] = file.text
    return texts
