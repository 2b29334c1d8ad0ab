"""What a supervisor counts: requests, and what each room has to say, in the text that Prometheus reads."""
