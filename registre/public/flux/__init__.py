"""What other programs follow: the feed of public facts, the calendar of the committee."""
