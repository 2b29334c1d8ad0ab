"""Accounts that act for a coop: who is invited, who is a member, how many invitations leave in a day."""
