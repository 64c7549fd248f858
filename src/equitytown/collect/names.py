"""Names of files that would lead elsewhere, or deceive who sees them."""

import re
import unicodedata

LONGEST = 120
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
PROGRAM = re.compile(r"\.(?:exe|com|bat|cmd|ps1|js|vbs|scr|msi|jar|hta|lnk|sh|html?|svg)(?:\.|$)", re.IGNORECASE)


def name_faults(name: str) -> list[str]:
    """
    Look at a file's name.

    Parameters
    ----------
    name : str
        As it was handed over, without folders.

    Returns
    -------
    list of str
        One sentence for each fault.

    Examples
    --------
    >>> name_faults("deaths 2023.csv"), name_faults("old/deaths.csv")
    ([], ['Its name leads to another folder. Give it a plain name.'])
    """
    told = []
    if any(mark in name for mark in ("/", "\\", ":", "..")):
        told.append("Its name leads to another folder. Give it a plain name.")
    if any(unicodedata.category(letter) in ("Cc", "Cf") for letter in name):
        told.append("Its name holds letters that cannot be seen. Type the name anew.")
    if RESERVED.fullmatch(name) or name.startswith((".", "-", "~")) or name != name.strip(" ."):
        told.append("Its name means something else to a computer. Give it a plain name.")
    if PROGRAM.search(name):
        told.append("Its name is that of a program. Hand over the table alone.")
    if len(name) > LONGEST:
        told.append(f"Its name has {len(name)} letters, and {LONGEST} are the most.")
    return told
