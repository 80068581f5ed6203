"""The keys of a review, and the terminal that it needs."""

from __future__ import annotations

LEAST_COLUMNS, LEAST_ROWS = 40, 12
STARTERS = "0123456789+-."  # what begins an estimate
KEYS = (
    "e estimate · c confirm · v evidence · r resolve · s snooze · o open · n next · p back · u undo · ? keys · q quit"
)
HELP = (
    "e, or a digit, + or -   state an estimate: +5, 35, 1/3 or Hama=.3,Homs=.7, then why; Enter alone gives no reason",
    "Ctrl-S   write an estimate without being asked why",
    "c   confirm what you stated last, as it is",
    "v   log a report",
    "r   say what happened",
    "s   snooze until a day or for a length, such as 2w: only you see that",
    "o   open the record in your editor",
    "n or space   the next forecast; p the one before",
    "u   take back what you did last",
    "arrows, page up and down   move the page",
    "Esc   leave a line or a form, and write nothing",
    "q or Ctrl-C   end the review: what was written stays written",
)
