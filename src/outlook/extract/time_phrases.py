"""Times in phrases of their own, which neither the calendar nor the structure of times has: `down the line`, `by fall`.

They are only shown, as all looser forms are.
"""

import re

from outlook.extract.span import begins

_YEAR = r"(?:19|20|21)\d\d"
_STOP = (
    r"(?<!\s)(?=\s*(?:[,.;:!?()\[”\"—–]|$)|\s+(?:and|but|or|nor|if|unless|while|when|because|as|which|who|that|where|with"
    r"|without|by|at|for|from|after|before|until|under|said|says?|than|so|then|though|although|in|into|on|even|given"
    r"|despite|will|would|may|might|could|should|shall|can|is|are|was|were|has|have|had|to)\b)"
)
_CLOSE = r"(?<!\s)(?=\s*(?:[,.;:!?()\[”\"—–]|$)|\s+(?:and|but|or|while|although|though|because|unless|if|so|which)\b)"
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = (
    rf"(?:\d{{1,3}}(?:\.\d)?|an?|(?:{_TENS})(?:-[a-z]+)?|{_ONES}|(?:thir|four|fif|six|seven|eigh|nine)teen|several"
    r"|a few|a couple of|a handful of|half a dozen|a dozen|dozens of|a hundred)"
)
_COUNTS = rf"{_COUNT}(?:(?: (?:to|or) | ?[-–] ?){_COUNT})?(?: and a half)?"
_UNIT = "second|minute|hour|day|night|week|fortnight|month|quarter|season|term|year|decade|century|generation"
_UNITS = rf"(?:(?:{_UNIT})s?|centuries)"
_NEAR = (
    r"(?:(?:about|around|roughly|nearly|almost|barely|just|only|another|at least|at most|up to|under|over|more than"
    r"|less than|fewer than|no more than|no fewer than|just (?:over|under)|as (?:little|few|many) as"
    r"|(?:little|not much) more than|(?:in )?excess of) )?"
)
_DURING = "in|within|over|after|for|inside(?: of)?|during"
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|(?:twenty|thirty)-[a-z]+)"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_PART_OF_YEAR = "spring|summer|autumn|fall|winter"
_CLOCK_WORDS = rf"(?:(?:half past |(?:a )?quarter (?:past|to) )?(?:{_ONES}))"
_BEGINNING = begins(
    "a an the by in on at until till before after from through throughout during this next late later early come of"
    " since within over inside for around about shortly just soon not past down one some someday further somewhere"
    " out first last as two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty several"
)
FOUND = re.compile(
    (
        rf"\b(?<![\w’'-])(?=\d|{_BEGINNING})(?:"
        # by fall, in the spring of ’28
        r"(?:by|in|until|till|before|through|throughout|during|from|this|next|late|early|come|over|after)"
        r" (?:(?:the|this|next) )?(?:early |late |mid-?)?"
        rf"(?:fall(?:(?: (?:semester|term|season|elections?))|,? (?:of )?(?:{_YEAR}|[’']\d\d))?"
        rf"|(?:{_PART_OF_YEAR}) of [’']\d\d){_STOP}"
        rf"|(?:by|in|until|since|before|from|through|of|late|early) [’']\d\d(?![’'\w])"
        # five years down the line
        rf"|(?:(?:{_COUNTS} {_UNITS}|somewhere|further|some way|a little way) )?down the (?:line|road|track){_STOP}"
        # around eleven, at about half past six
        r"|(?:(?:at )?(?:about|around|roughly)|(?:shortly|just|soon) (?:before|after)|not (?:before|until)|until|till"
        rf"|before|after|past|from) {_CLOCK_WORDS}"
        r"(?=\s*[.;,]|$| (?:tomorrow|tonight|on [a-z]+day|and|but|sharp|in the (?:morning|afternoon|evening))\b)"
        r"(?: (?:tomorrow|tonight|on [a-z]+day|in the (?:morning|afternoon|evening))(?! [a-z]+day))?"
        # over a 12-month horizon, during a two-year transition
        rf"|(?:over|within|during|in|across|throughout|through|by the end of|at the end of)"
        r" (?:the|an?|this|its|their|our|next|that)(?: (?:next|coming|current|remaining|full|first|same|whole))?"
        rf" {_COUNT}(?:[- ]to[- ]{_COUNT})?[- ](?:{_UNIT})s?(?: [a-z]+)?"
        r" (?:horizon|period|window|span|term|time-?frame|time frame|timescale|stretch|plan|programme|transition|phase"
        rf"|trial|review|cycle|spell|run|life){_STOP}"
        # within three games, in as few as two meetings
        rf"|(?:{_DURING}) {_NEAR}(?:the next |the coming )?{_NEAR}"
        rf"(?!an? (?!dozen|hundred|few|couple|handful)){_COUNTS} (?:more )?"
        rf"(?:sessions|games|meetings|races|rounds|harvests|matches|budgets|winters|summers|tides|shifts|laps|overs"
        rf"|fixtures|matchdays|parliaments|elections){_STOP}"
        rf"|(?:inside of|in {_NEAR}|{_NEAR}){_COUNTS} {_UNITS} (?:minimum|maximum|max|tops|yet|later){_STOP}"
        rf"|inside of {_NEAR}{_COUNTS} {_UNITS}{_STOP}"
        # the season after next, later that week
        rf"|(?:(?:in|by|during|until|from) )?the (?:[a-z]+ )?(?:{_UNIT}|game|race|match|round|election|budget|campaign"
        rf"|cycle|half|session|weekend|winter|summer|spring|autumn) after (?:next|that){_STOP}"
        rf"|(?:later|early|late) (?:that|this|next) (?:{_UNIT}|session|game|race|match|campaign|cycle|half|century"
        rf"|morning|afternoon|evening|spring|summer|autumn|winter){_STOP}"
        rf"|(?:early|late|later|deep|well) (?:in|into) (?:the|this|next) (?:{_UNIT}|session|game|race|match|campaign"
        rf"|cycle|half|century|morning|afternoon|evening){_STOP}"
        rf"|as the (?:{_UNIT}|session|game|race|match|campaign|morning|afternoon|evening|autumn|winter|spring|summer)"
        rf" (?:wears on|goes on|progresses|draws on|advances|unfolds){_CLOSE}"
        r"|(?:(?:in|for|during|over|by the end of) )?(?:this|(?:the )?(?:next|current|coming|following))"
        r" (?:half|bank holiday|monsoon|(?:transfer )?window|vintage|legislature|biennium|tide|off-?season|pre-?season"
        rf"|pay round|(?:legislative|trading) session|spending r(?:ound|eview)){_STOP}"
        rf"|by (?:the )?half-?(?:year|way)(?:[- ](?:end|point|mark|stage))?{_STOP}"
        r"|on (?:the )?(?:election|results|opening|closing|first|last|count|race|match)[- ](?:night|morning|evening)"
        rf"|(?:on|by|until|before|after|from|around|about) the {_ORDINAL}"
        rf" of (?:(?:the|this|next|each) month|(?:{_MONTH}))"
        r"|(?:on|by|until|before|after|from|around|about) the (?:eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)"
        rf"teenth|twentieth|thirtieth|(?:twenty|thirty)-[a-z]+){_STOP}"
        r"|(?:by|at|before|after|around|until|over) (?:about )?(?:lunch-?time|tea-?time|supper|(?:clos|open)ing time)"
        r"|(?:by|before|until) (?:cob|eod|eow|eoy)(?: [a-z]+day)?"
        r"|(?:by|before|at|until) (?:the )?(?:spring|summer|autumn|winter|season|century)['’]s (?:end|start|close)"
        r"|one of these days"
        rf"|some ?day(?= soon|\s*[.,;]|$| (?:be|have|see|find|become|come|make|take)\b)(?: soon)?"
        r"|in short order|for (?:quite )?(?:some|a long) time to come|for a while (?:yet|to come)"
        rf"|in (?:the )?(?:not[- ]too[- ]distant )?future(?= years{_STOP}|{_STOP})(?: years)?"
        rf"|all the way to {_YEAR}{_STOP}"
        r")(?![\w-])"
    ).replace(" ", r"\s+")
)
