"""The validation committee at work: who sits, what is on the agenda, who has an interest, what is decided, the minutes.

Knows the core of the register and the dossier, none of the screens. A decision of a session is an operation of
`registre.operations`, in the same transaction: nothing here writes a fact of the register.
"""
