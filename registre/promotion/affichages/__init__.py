"""Where coops show their label: what they declare, what a look on demand sees there, what is shown wrongly."""
