"""The kit of a coop: what it prints, posts and pastes to show its label, drawn from the facts of the day."""
