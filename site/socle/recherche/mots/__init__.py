"""Words: of a text, of a question, of the index; what is the same word however it is written."""
