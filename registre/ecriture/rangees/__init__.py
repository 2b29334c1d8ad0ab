"""From histories to the rows of the register, a table a file; `ensemble` does them all, in their order."""
