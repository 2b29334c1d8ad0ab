"""The coop's own space: `/espace/`. In French only, for its members only, never kept by a cache."""
