"""What a coop shows of its label and of the Raison d'être: badge, card, certificate, kit, the acts that deploy it."""
