"""The card of a label: a small page that other sites show in a frame, and what they paste to show it."""
