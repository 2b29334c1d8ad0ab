"""What is drawn for readers: PDFs and share images, each in its turn, by a program of its own, kept on disk."""
