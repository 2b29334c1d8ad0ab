"""Words too common to tell one text from another, in the two languages of the site, normalised.

English words that mean something in French ("but", "or", "car", "pour") are left to French.
"""

_FRANCAIS = """
a ai as au aux avec c ce cela ces cet cette ceux chez comme d dans de des donc dont du elle elles en encore entre est et
etaient etait ete etre eu eux il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre
nous on ont ou par pas pour qu que quel quelle quelles quels qui s sa se sera ses si sont sous sur t ta te tes toi ton
tout tu un une vos votre vous y
"""
_ANGLAIS = """
an and are be been being by for from had has have he her his i in into is it its of our she that the their them they
this those to was we were what which who will with you your
"""
MOTS_VIDES = frozenset(_FRANCAIS.split()) | frozenset(_ANGLAIS.split())
