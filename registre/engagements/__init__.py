"""The engagements as the register counts them: those in force on a day, and as choices with their numbers of coops."""
