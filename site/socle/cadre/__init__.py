"""The frame of every page: menu, footer, stylesheet, and the living page of the design system."""
