"""What machines read of us: feeds, calendars, structured data, and who publishes them."""
