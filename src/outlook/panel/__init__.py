"""The laboratory: a table of anybody's forecasts, scored on the engine that holds it.

The expressions are written once, in ibis, and every engine gets them as its own SQL. What leaves the engine is one
number for a forecaster on a question and not a row for a forecast; statistics are worked out from these in numpy.
"""
