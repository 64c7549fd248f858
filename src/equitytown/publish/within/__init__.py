"""The town within on the page: the gaps between its parts, measure by measure, and a page for each ward."""
