"""Random steps on a book, after each of which every answer must be the one that is given without an index."""
