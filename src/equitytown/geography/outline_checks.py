"""Outlines checked and mended: whole polygons, each once, that lie side by side without overlap or gap."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from equitytown.geography.boundary_sets import BoundarySet, boundary_sets, name_of, set_of_column
from equitytown.geography.outlines import Findings, Layer, Outline, some

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MENDED_SHARE = 0.001  # of an area's size that mending may change; above this nobody can say where the border ran
SLIVER = 5.0  # metres: a narrower gap between neighbours is a slip of drawing, not land
SPECK = 1.0  # square metres below which an overlap is a matter of rounding
OTHER_GROUND = 0.05  # of a place that two of its sets may differ by: coasts drawn otherwise, a border that moved
NEVER_MIXED = ("lsoa", "msoa")  # sets of one census each: their code columns tell which

POLYGONS = ("Polygon", "MultiPolygon")


def check_codes_of(
    layer: Layer,
    facts: BoundarySet,
    *,
    findings: Findings,
    expected: Collection[str] = (),
    known: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> None:
    """
    Check the codes of a layer: of the set's look and vintage, each once, and all that are expected.

    Parameters
    ----------
    layer : Layer
        The areas inside the place.
    facts : BoundarySet
        The set that they should be of.
    findings : Findings
        Where to note what is wrong.
    expected : collection of str, optional
        The codes that should be there, where a list tells them.
    known : mapping of str to collection of str, optional
        For boundary sets their areas inside the place, as its look-ups tell them.
    """
    codes = [outline.area_code for outline in layer.outlines]
    strange = sorted({code for code in codes if not code.startswith(facts.code_prefixes) or len(code) != 9})  # noqa: PLR2004  characters of an official code
    if strange:
        kinds = " or ".join(facts.code_prefixes)
        mend = "Name another column with --code-column, or another set."
        findings.add(f"{some(strange)}: not codes of {facts.name}, which begin with {kinds}.", mend)
    twice = sorted({code for code in codes if codes.count(code) > 1}) if len(set(codes)) < len(codes) else []
    if twice:
        findings.add(f"{some(twice)}: the area stands more than once in {layer.name}.", "Leave all but one out.")
    missing = sorted(set(expected) - set(codes))
    if missing:
        sentence = f"{some(missing)}: should be there, and {layer.name} has no such area."
        findings.add(sentence, "Fetch a layer of the right year and extent, or mend the list of codes.")
    _check_vintage(layer, facts, findings)
    if own := known.get(facts.set_id):
        _check_known(layer, facts, findings, own=own, known=known)


def _check_known(
    layer: Layer,
    facts: BoundarySet,
    findings: Findings,
    *,
    own: Collection[str],
    known: Mapping[str, Collection[str]],
) -> None:
    """Compare the codes with those that the place's look-ups tell of the set."""
    strange = sorted({outline.area_code for outline in layer.outlines} - set(own))
    if strange:
        theirs = [name_of(set_id) for set_id, codes in known.items() if set(strange) & set(codes)]
        whose = f" They are of {' or '.join(theirs)}." if theirs else ""
        sentence = f"{some(strange)}: not of {facts.name} by the place's look-ups.{whose}"
        findings.add(sentence, "Fetch the layer of the set that is meant, or mend boundaries/compositions.csv first.")
    lacking = sorted(set(own) - {outline.area_code for outline in layer.outlines})
    if lacking:
        sentence = f"{some(lacking)}: in {facts.name} by the place's look-ups, and {layer.name} has no such area."
        findings.add(sentence, "Fetch a layer of the right year and extent, or mend boundaries/compositions.csv first.")


def check_ground(layer: Layer, others: Mapping[str, "BaseGeometry"], *, findings: Findings) -> None:
    """
    Check that a layer covers the same ground as the place's other sets.

    Parameters
    ----------
    layer : Layer
        The areas inside the place, in metres.
    others : mapping of str to geometry
        For each set that is held the ground that its areas cover together.
    findings : Findings
        Where to note a layer that lies elsewhere: drawn in another projection or datum than it says, or of another
        place. British datums lie about 120 metres apart.
    """
    import shapely  # noqa: PLC0415  loads only where a layer is read

    ground = shapely.union_all([outline.shape for outline in layer.outlines])
    for set_id, other in sorted(others.items()):
        apart = ground.symmetric_difference(other).area / other.area
        if apart > OTHER_GROUND:
            sentence = (
                f"{layer.name} covers other ground than {name_of(set_id)}: what only one of the two covers is "
                f"{apart:.0%} of it."
            )
            mend = "Check its projection and datum, and that it is of this place alone and whole."
            findings.add(sentence, mend)
            return


def _check_vintage(layer: Layer, facts: BoundarySet, findings: Findings) -> None:
    """Compare the set with the one that the layer's column of codes is named after."""
    named = set_of_column(layer.code_column)
    if named not in boundary_sets() or named == facts.set_id:
        return
    told = f"column {layer.code_column} holds codes of {name_of(named)}, not of {facts.name}"
    if facts.kind in NEVER_MIXED or boundary_sets()[named].kind != facts.kind:
        mend = f"Make the set {named}, or fetch the layer of {facts.name}."
        findings.add(f"{told}: areas of the two differ.", mend)
    else:
        findings.notes.append(f"{told}: an area whose boundary moved has another code, and those given were kept.")


def sound(layer: Layer, *, findings: Findings) -> Layer:
    """
    Make each shape a whole polygon that does not cross itself.

    Parameters
    ----------
    layer : Layer
        In metres.
    findings : Findings
        Where to note what was mended, and what cannot be.

    Returns
    -------
    Layer
        A shape that crosses itself is taken apart at the crossing where that leaves polygons and changes its size by
        no more than a thousandth; otherwise it is a fault.
    """
    return layer.having(tuple(_sound(outline, findings) for outline in layer.outlines))


def _sound(outline: Outline, findings: Findings) -> Outline:
    import shapely  # noqa: PLC0415  loads only where a layer is read

    shape = shapely.force_2d(outline.shape)
    named = f"{outline.area_code} ({outline.area_name})"
    if shape.is_empty or shape.geom_type not in POLYGONS:
        kind = "no shape" if shape.is_empty else f"a {shape.geom_type} and no area"
        findings.add(f"{named} has {kind}.", "Fetch the layer of boundaries, not of points or lines.")
        return outline
    if shape.is_valid:
        return Outline(outline.area_code, outline.area_name, shape, outline.cells)
    reason = shapely.is_valid_reason(shape)
    mended = polygons_of(shapely.make_valid(shape))
    changed = abs(mended.area - shape.area) / mended.area if mended.area else 1.0
    if changed > MENDED_SHARE:
        sentence = f"{named} crosses itself ({reason}), and mending it would change its size by {changed:.1%}."
        findings.add(sentence, "Fetch the layer again; if it is so at its source, draw that border anew.")
        return outline
    findings.notes.append(f"{named} crossed itself ({reason}): mended, which changed its size by {changed:.3%}.")
    return Outline(outline.area_code, outline.area_name, mended, outline.cells)


def polygons_of(shape: "BaseGeometry") -> "BaseGeometry":
    """Keep the polygons of a shape; lines and points that mending leaves behind are dropped."""
    import shapely  # noqa: PLC0415

    parts = [part for part in shapely.get_parts(shape, return_index=False) if part.geom_type in POLYGONS]
    return shapely.union_all(parts)


def side_by_side(layer: Layer, *, findings: Findings) -> Layer:
    """
    Make neighbours share their borders: no overlap, no sliver between them.

    Parameters
    ----------
    layer : Layer
        Whole polygons in metres.
    findings : Findings
        Where to note what was mended, and what cannot be.

    Returns
    -------
    Layer
        Small overlaps go to the neighbour with the longer border, and gaps narrower than 5 metres are closed, where no
        area changes by more than a thousandth; otherwise it is a fault.
    """
    import shapely  # noqa: PLC0415

    shapes = [outline.shape for outline in layer.outlines]
    if shapely.coverage_is_valid(shapes, gap_width=SLIVER):
        return layer
    bad = [o.area_code for o, edge in zip(layer.outlines, _edges(shapes), strict=True) if not edge.is_empty]
    told = overlaps_of([outline.area_code for outline in layer.outlines], shapes)
    what = f"overlap ({told[0]})" if told else "do not meet corner for corner"
    cleaned = shapely.coverage_clean(shapes, gap_width=SLIVER)  # type: ignore[attr-defined]  # newer than its stubs
    changes = [
        abs(new.area - old.area) / old.area if new.geom_type in POLYGONS else 1.0
        for new, old in zip(cleaned, shapes, strict=True)
    ]
    if len(cleaned) != len(shapes) or max(changes) > MENDED_SHARE or not shapely.coverage_is_valid(cleaned):
        sentence = f"the outlines of {some(bad)} {what}, and mending would change an area by {max(changes):.1%}."
        findings.add(sentence, "Fetch a layer of one set and one generalisation; leave areas of other sets out.")
        return layer
    findings.notes.append(
        f"the outlines of {some(bad)} {what}: their borders were joined, which changed no area by more than "
        f"{max(changes):.3%}."
    )
    return layer.having(
        tuple(
            Outline(o.area_code, o.area_name, shape, o.cells) for o, shape in zip(layer.outlines, cleaned, strict=True)
        )
    )


def _edges(shapes: "Sequence[BaseGeometry]") -> "Sequence[BaseGeometry]":
    import shapely  # noqa: PLC0415

    return list(shapely.coverage_invalid_edges(shapes, gap_width=SLIVER))


def overlaps_of(codes: Sequence[str], shapes: "Sequence[BaseGeometry]") -> list[str]:
    """Name the pairs of areas that overlap by more than a speck, with the size of what they share."""
    import shapely  # noqa: PLC0415

    tree = shapely.STRtree(shapes)
    left, right = tree.query(shapes, predicate="intersects")
    found = []
    for a, b in zip(left, right, strict=True):
        if a < b and (shared := shapely.area(shapely.intersection(shapes[a], shapes[b]))) > SPECK:
            found.append(f"{codes[a]} and {codes[b]} share {shared:,.0f} square metres")
    return found
