"""Reading a table that somebody sends, however a spreadsheet wrote it: bytes to text, text to rows, rows to columns.

Nothing is read without a bound, and what cannot be read is refused with its line, its column and the cure. Which
columns and which values are right is the business of whoever asks.
"""
