"""The register, kept: records of each kind, who may change them in which state, and the trail of every change."""
