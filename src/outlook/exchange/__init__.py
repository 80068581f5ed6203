"""Ways in and out: what other systems write and read, and one neutral table between them and a book.

One file per system reads bytes and makes a `Table`; nothing in it knows a book. `plan` makes records and entries of a
table; nothing in it knows a system. On the way out `from_book` makes the table, and a system's file writes it.
"""
