"""Small files for tests as somebody would paste them, and what one rule says of them."""

from equitytown.audit.checks import CHECKS
from equitytown.audit.reading import read_text
from equitytown.audit.remarks import Remark, Sureness

CERTAIN, LIKELY, TO_CHECK = Sureness
HEAD = "Measure description\tSource\tDate of measure\tLuton\tEngland\tRegion\tComparison to England"
ROUNDS = "\t\tJSNA 2021/22\t\t\t\t\tJSNA 2022/23\t\t\t\t"
EACH = "Date of measure\tLuton\tEngland\tRegion\tTrend"
SMOKING = "Smoking prevalence (% adults aged 18+)\tAnnual Population Survey"
LIFE = "Life expectancy, Male (Years)\tOffice for National Statistics"


def one_round(*rows: str, head: str = HEAD, key: str = "") -> str:
    """Give a table of one round, its rows with tabs between cells."""
    return "\n".join((*([key] if key else []), head, *rows))


def two_rounds(*rows: str) -> str:
    """Give a table of two rounds: label and source, then period, three figures and trend twice."""
    return "\n".join((ROUNDS, f"Measure description\tSource\t{EACH}\t{EACH}", *rows))


def written(*paragraphs: str, table: str = "") -> str:
    """Give paragraphs, a blank line between them, and a table after."""
    rows = table or one_round(f"{SMOKING}\t2021\t14.1%\t13.0%\t12.9%\tA")
    return "\n\n".join((*paragraphs, f"\n{rows}"))


def remarks(rule_id: str, text: str) -> list[Remark]:
    """Give what one rule says of a pasted text."""
    return list(CHECKS[rule_id](read_text(text)))


def says(rule_id: str, text: str) -> list[tuple[Sureness, str]]:
    """Give how sure each remark is, and its sentence."""
    return [(remark.sureness, remark.says) for remark in remarks(rule_id, text)]
