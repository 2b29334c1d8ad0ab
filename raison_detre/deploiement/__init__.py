"""Deploying the Raison d'être: the four acts that the Federation asks of every coop, and the material of each."""
