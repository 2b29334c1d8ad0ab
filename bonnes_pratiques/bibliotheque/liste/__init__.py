"""The list of sheets: what its address asks, the answer, its facets and its words, its feed."""
