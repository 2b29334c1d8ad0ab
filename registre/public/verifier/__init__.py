""" "Is this coop labelled?": one question, or a list of SIREN."""
