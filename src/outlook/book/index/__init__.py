"""What was worked out of a book and is kept for the next command, outside the book; it can be deleted at any moment.

Nothing here is believed without its keys: see `keys` for when a file counts as unchanged, `store` for how damage is
found. Whatever is unusual is read anew, and whatever fails here fails silently: the book itself is always there.
"""
