"""What the Federation counts of the course: who passed which stage, in how long, and where it leads."""
