"""The answer to one question about a book, each worked out in one place."""
