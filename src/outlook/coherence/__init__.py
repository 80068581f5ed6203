"""Linked forecasts as one set of bets: do their probabilities fit together, and what would a bookmaker gain if not?

`network` says what is claimed and what is true by definition, `closed_form` checks it without a solver,
`cliques` lists the possible worlds piece by piece, `solver` finds the violation, the bet and the nearest
coherent set.
"""
