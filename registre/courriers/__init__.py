"""Letters that rooms write to people about a coop: sent once, later when the server is down, their outcome kept."""
