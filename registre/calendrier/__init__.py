"""When: the deadlines of a candidature, the meetings of the committee."""
