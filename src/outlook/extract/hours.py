"""How an hour of a day is written and said, as parts of the patterns of times."""

_ZONE = r"(?: ?(?:utc|gmt|bst|cest|cet|est|edt|pst|local(?: time)?|hours|hrs|z))?"
ONE_TO_TWELVE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
# Of a clock of 24 hours, as it is said: `seventeen thirty`, `eighteen hundred`.
_BEHIND = r"(?=[.,;)]|$| (?:hours|on|and|until|to|utc|local|zulu)\b)"
OF_24 = (
    r"(?:(?:(?:oh|zero)[- ])?(?:one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ](?:one|two|three))?) "
    rf"(?:(?:hundred|(?:oh|zero)[- ]five|fifteen|(?:twenty|thirty|forty|fifty)(?:-five)?){_BEHIND})(?: hours)?"
)
HOUR = (
    rf"(?:\d{{1,2}}:\d\d(?: ?[ap](?:m|\.m\.?))?{_ZONE}|\d{{1,2}}(?:\.\d\d)? ?[ap](?:m|\.m\.?){_ZONE}"
    rf"|\d{{1,2}}\.(?:00|15|30|45){_ZONE}"
    r"|\d{4} (?:utc|gmt|hours|hrs|z)|0\d[0-5]\d|noon|midday|midnight|(?:[a-z]+|\d{1,2}) o['’]clock"
    r"|half past (?:[a-z]+|\d{1,2})"
    rf"|(?:(?:a )?quarter (?:past|to)|(?:five|ten|twenty|twenty-five)(?: minutes)? past) {ONE_TO_TWELVE}\b)"
)
SPOKEN_HOUR = rf"{ONE_TO_TWELVE}(?=[.,;]|$| (?:on|tomorrow|tonight|sharp)\b)"
PART_OF_DAY = r"(?:morning|lunchtime|afternoon|evening|night)"
CLOCK = (
    rf"(?:{HOUR}|nightfall|first light|dark|dawn|daybreak|sunrise|dusk|sunset|breakfast|lunch|teatime|bedtime"
    rf"|(?:early |late )?{PART_OF_DAY})"
)
