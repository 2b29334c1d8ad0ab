"""What forms of any room share: what is typed, kept as it is typed; figures as people write them."""
