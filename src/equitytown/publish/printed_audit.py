"""What an audit says of the printed outcome list, beside it: how much of each kind, and what cannot be right."""

from equitytown.audit.remarks import Remark, Sureness
from equitytown.audit.rulebook import rulebook
from equitytown.present.blocks import Block, Cell, Column, Heading, Paragraph, Row, RowGroup, Span, Table, text
from equitytown.present.wording.phrases import join
from equitytown.publish import cells
from equitytown.publish.edition import Edition

FILE = "audit.csv"


def blocks(edition: Edition) -> tuple[Block, ...]:
    """Give the count of an audit's remarks on the printed rounds, and those that are certain; nothing where none."""
    remarks = edition.printed_remarks
    if not remarks:
        return ()
    return (
        Heading(2, "What an audit says of this table", anchor="audit-of-the-rounds"),
        Paragraph(text(_counted(remarks)), style="note"),
        *_certain(remarks),
    )


def _counted(remarks: tuple[Remark, ...]) -> str:
    """Say how many remarks there are of each kind, and that nothing was mended."""
    certain = sum(remark.sureness is Sureness.CERTAIN for remark in remarks)
    likely = sum(remark.sureness is Sureness.LIKELY for remark in remarks)
    check = len(remarks) - certain - likely
    old = sum(remark.older for remark in remarks)
    said = [f"{certain} cannot be right", f"{likely} {'is' if likely == 1 else 'are'} likely to be slips",
            f"{check} should be looked at"]  # fmt: skip
    dated = f" {old} tell of figures that were right when they were given and are out of date now." if old else ""
    many = "1 remark" if len(remarks) == 1 else f"{len(remarks)} remarks"
    return (
        f"The {len(rulebook())} rules of the audit make {many} on the printed rounds: {join(said)}.{dated} They are "
        "for the publisher of the rounds to look at: nothing is corrected here. All are listed in "
        f"{FILE} of the data files."
    )


def _certain(remarks: tuple[Remark, ...]) -> tuple[Table, ...]:
    rows = tuple(
        Row((Cell(text=(Span(f"{rulebook()[r.rule_id].title}: ", bold=True), Span(r.says))), cells.words(r.mend)))
        for r in remarks
        if r.sureness is Sureness.CERTAIN
    )
    if not rows:
        return ()
    columns = (Column("says", "What cannot be right"), Column("mend", "How to mend it"))
    return (Table("audit-of-the-rounds", "What cannot be right in the printed rounds", columns, (RowGroup("", rows),)),)
