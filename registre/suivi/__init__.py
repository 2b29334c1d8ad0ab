"""After admissibility, by the coop: its points, prepared and sent, and the visits it asks for.

Nothing here is a fact of the register: what was sent becomes one when the Federation records the point.
"""
