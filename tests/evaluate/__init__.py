"""How well `outlook extract` finds what people labelled in tests/data/extraction (`make eval`)."""
