"""A coop's dossier, before and after it is filed: steps kept as typed, what is missing, frozen versions, complements.

Knows the core of the register, none of its screens. A `Candidature` exists from filing on: filing calls
`registre.operations`, and nothing here writes a fact of the register.
"""
