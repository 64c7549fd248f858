"""Who answers for an edition, what a place's work can show of itself, and how it differs from an older pipeline's."""
