"""Pure decisions of the directory: which words find someone, and what the facets count."""
