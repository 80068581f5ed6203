"""Pages on a terminal and in a pipe, and pictures in characters."""
