"""Ways in: what other systems write, read into one neutral table, and the table brought into a book.

One file per system reads bytes and makes a `Table`; nothing in it knows a book. `into_book` makes records and entries
of a table; nothing in it knows a system.
"""
