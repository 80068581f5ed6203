"""The words with which a time begins; most words of a sentence are passed over by their first letters."""

from outlook.extract.span import begins

# With which word a time begins: most words are passed over by their first letters.
BEGINNING = begins(
    "shortly just immediately well some sometime soon midweek mid up to with between by before until till through"
    " throughout in on at during over within no not ahead prior into as starting beginning effective for following"
    " across after from around about toward towards beyond past another much most all part the this next later"
    " early late today tomorrow tonight overnight january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday"
    " friday saturday sunday mon tue tues wed thu thur thurs fri sat sun q1 q2 q3 q4 h1 h2"
)
# What may stand behind a preposition of time, and behind its article.
FOLLOWING = begins(
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
