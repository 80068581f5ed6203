"""Documents of other people, read as text: bytes → text, with the place of each part."""
