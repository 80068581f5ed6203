"""Simulated worlds whose truth is known, and who judges them how well: the study of the rules of weighing.

regimes   what goes wrong in a regime's worlds
draw      one world at random: what happened, who reported it, what the analyst wrote down
records   a world as the records and entries of the program
exact     Bayes' rule with every parameter known
judges    the probability that each judge gives
figures   scores with their standard errors
table     the figures as text
picture   the figures as a picture
"""
