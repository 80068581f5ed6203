"""What the numbers of a page are: each with its unit, its range and which way is better."""

TERMS = (
    ("Stated", "a forecaster's newest estimate; a probability from 0 to 100%"),
    ("Implied", "what the prior, the graded reports and the passing of time imply by the stated rules; 0 to 100%"),
    ("Prior", "what was believed at the opening, before any report"),
    ("Bits", "how much information on the outcome it is whether a sign is seen, at the prior; 0 is none, more is more"),
    ("Grade", "A reliable to E unreliable, F unknown source; 1 confirmed to 5 improbable, 6 unknown report"),
    ("Brier score", "the squared distance from the outcome; 0 to 1 for yes/no, 0 to 2 for a choice; lower is better"),
    ("Log score", "-ln of the probability given to what happened, in nats; 0 and up, lower is better"),
    ("CRPS", "the distance of a whole distribution from what came true, in its own unit; 0 and up, lower is better"),
    ("Covered", "the share of the time to the close or the resolution in which an estimate was in force; 0 to 100%"),
    ("Vs prior", "skill: 1 less the score over that of the prior; at most 1, above 0 is better than the prior"),
    ("Vs base", "skill: 1 less the score over that of the base rate of one's own questions, known only afterwards"),
    ("Ranks", "the ranks among the forecasters that luck allows, all pairs looked at together"),
)
