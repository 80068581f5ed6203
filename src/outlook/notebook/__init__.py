"""The door for programs and notebooks: a book and a panel as objects, whose answers turn into tables."""
