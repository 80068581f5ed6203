"""Books made by somebody who wants us to read, write or hang outside them."""
