"""The words with which a time begins; most words of a sentence are passed over by their first letters."""

from outlook.extract.span import begins

# With which word a time begins, whatever stands behind it.
_ALONE = (
    "shortly just immediately well some sometime soon midweek mid with between ahead prior starting beginning effective"
    " another this next later early late today tomorrow tonight overnight january february march april may june july"
    " august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday"
    " wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun q1 q2 q3 q4 h1 h2"
)
# With which one begins only if a word of time stands behind it, or behind its article: one begins with few of these.
_BEFORE = (
    "up to by before until till through throughout in on at during over within no not into as for following across"
    " after from around about toward towards beyond past much most all part the"
)
# What may stand behind a preposition of time, and behind its article.
_FOLLOWING = (
    "full whole dark mon tue tues wed thu thur thurs fri sat sun"
    " breakfast lunch teatime bedtime twelve well either day decade season quarter twenty mid-week"
    " midweek midwinter at about around roughly as some sometime the or early late later mid end ends start"
    " beginning middle close turn course rest remainder first second third fourth last final opening very this next"
    " coming following current present week january february march april may june july august september october"
    " november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday"
    " saturday sunday fiscal financial year month winter spring summer autumn fall harvest monsoon wet dry century"
    " christmas boxing lunar chinese new good easter ramadan eid diwali hanukkah passover thanksgiving halloween"
    " whitsun pentecost michaelmas lent advent carnival midsummer labour labor bank election polling race match"
    " results deadline transfer budget market half kick kickoff today tomorrow weekend tonight overnight small q1"
    " q2 q3 q4 h1 h2 noon midday midnight nightfall dawn daybreak sunrise dusk sunset morning lunchtime afternoon"
    " evening night one two three four five six seven eight nine ten eleven calendar closing back latter palm trinity"
    " whit mothering remembrance ash shrove memorial columbus candlemas bonfire"
)
FOLLOWING = begins(_FOLLOWING)
# Besides these, what may stand behind one of `_BEFORE`: a count, how near a time is, and units.
_FURTHER = (
    "to than of later earlier all almost another approx approximately best better c centuries circa couple days decades"
    " eighteen fifteen fifty forty fourteen sixteen seventeen nineteen sixty thirteen thirty ninety few fewer"
    " generations generation"
    " greater hours just less little longer many matter minutes months more much nearly no number only or part past"
    " several under up weeks years latest earliest either time now hour hr h minute min fortnight session term"
    " parliament school crop centurie least most before soon yearend monthend quarterend"
)
_COUNTED = (
    "couple few matter number further quarter more to or minute min hour hr h day week weekend fortnight month fiscal"
    " financial calendar school crop year decade century centurie generation season winter spring summer autumn fall"
    " harvest session term budget parliament good"
)
_AFTER = begins(" ".join(dict.fromkeys([*_FOLLOWING.replace(" the ", " ").split(), *_FURTHER.split()])))
FIRST = begins(f"{_ALONE} {_BEFORE}")
BEGINNING = (
    rf"{begins(_ALONE)}|(?:{begins(_BEFORE)})\s+(?:the\s+){{0,2}}"
    rf"(?:{_AFTER}|\d|~|fy|fiscal|mid|[qh]\d|an?(?:\s*[-–]|\s+(?:{begins(_COUNTED)}|\w+s\b))|[a-z]+\s+o['’]clock)"
)
