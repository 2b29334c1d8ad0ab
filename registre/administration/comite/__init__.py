"""The committee's screens: sessions and what is done of them, members, the quorum, who read which file."""
