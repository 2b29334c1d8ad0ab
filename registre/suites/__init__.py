"""What follows from what is written: addresses told to shared caches, rows kept in step, words of the search."""
