"""What the Federation does of what coops filed: it asks, beside each field."""
