"""For the eye: values in, text out. Nothing here reads the disk or the clock."""
