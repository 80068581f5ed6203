"""A second, slow and plain implementation of what `outlook` answers, and books at random to hold the two together.

It was written from the documentation alone and imports nothing of the program:

    reading        a book's files as plain data
    entries        which entries of a ledger count at a moment
    states         draft, open, due, resolved, disputed, ambiguous, annulled
    standing       whose estimate stands when
    distributions  quantities and dates: the distribution, its score, its quantiles
    measures       the score of one belief
    rows           one person's result on one forecast
    pages          what status, score and calibration answer
    curve          the numbers of a calibration page

What evidence implies has its own: `weighing` (signs put together), `weighing_reports` (one sign), `weighing_beyond`
(ranges, what to look at next, quantities and dates), and `weighing_records`, which makes their inputs from the
program's records by reading their fields. `weighing_books` makes situations of the program's records at random.

`books` writes books at random, `agreement` compares, and knows the keys of the JSON.
"""
