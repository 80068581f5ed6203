"""What reports imply: the rules, step by step, and what they implied over time."""
