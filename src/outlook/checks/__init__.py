"""What is wrong with a book, beyond what its files alone show."""
