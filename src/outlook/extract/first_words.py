"""The word that opens a sentence: a name keeps its capital inside a question, and no other word does."""

import re

# Names of nothing, though they may open a sentence with a capital.
_PLAIN_WORDS = """
rain snow gold oil gas wheat steel food water work war peace demand inflation unemployment turnout spending
housing lending hunger traffic defeat the a an its their his her our my some many most all no another further
more about several any each every up around new both early late snap fresh heavy severe military economic
political local national regional public private higher lower large small major minor limited direct foreign
domestic other such these this that at two three four five six seven eight nine ten eleven twelve twenty dozens
hundreds thousands between fewer less either neither both each everyone people voters growth tension fog
"""
# Names of something where a name follows: *General Varo*, *Storm Ana*, *Home Office*.
_BEFORE_NO_NAME = """
cyber power load coal crude oil fuel diesel petrol grain maize rice cash credit
labour labor foreign home house office air sea road rail port bank budget tax trade market supply supplies capacity
flow output harvest crop storm flood drought cold heat river snow ice dam grid cable pipeline plant police army
parliament opposition voter consumer business wage price interest core headline total average net gross annual
monthly weekly daily quarterly winter summer spring autumn electoral civil armed peaceful violent mass general
international global regional central joint formal official final full partial limited widespread sporadic targeted
further renewed continued possible additional drone missile rocket militia rebel refugee migrant border street hospital
school protest ceasefire peace troop naval ground artillery cross power wind solar nuclear hydro reservoir pipeline lng
soybean corn soy cotton sugar coffee cocoa barley wheat palm rubber timber copper nickel lithium iron steel aluminium
aluminum zinc tin silver platinum gold beef pork milk dairy egg poultry fish salmon fertiliser fertilizer flour beer
older younger newer actual induced elective striker phone email mail computer software hardware battery vehicle car
aircraft satellite passenger tourist worker student
patient teacher farmer landlord tenant taxpayer shareholder investor job employment unemployment hospital
retail wholesale industrial household manufacturing export import freight shipping container bond equity currency euro
dollar interbank mortgage rent pension health vaccine cholera measles influenza food aid relief donor victim witness
"""
_SMALL, _NO_NAMES = frozenset(_PLAIN_WORDS.split()), frozenset(_BEFORE_NO_NAME.split())
_COMMON_END = (
    "s",
    "ing",
    "tion",
    "sion",
    "ship",
    "ment",
    "ity",
    "nty",
    "phy",
    "logy",
    "ism",
    "zzer",
    "ness",
    "ence",
    "ance",
    "ure",
    "age",
    "cy",
    "th",
    "put",
    "ade",
    "ale",
    "ine",
    "wal",
    "val",
    "sal",
    "oval",
    "nial",
    "out",
    "down",
)
# A noun of two parts that opens a sentence: *Day-ahead prices*, but *Kyiv-based firms*.
_COMPOUND = re.compile(r"[A-Z][a-z]+-(?!\w*(?:ed|led|born|made|run|style|wide)\b)[a-z]+(?:-[a-z]+)*")


_OF_A_WORD = re.compile(r"([A-Z][a-z]+)-[a-z]+")  # *Heat-related deaths*
_WORD = re.compile(r"[A-Z][a-z’'-]*")  # and no *Node.js*, *LEDs* or *iOS*


def small(name: str, lower: frozenset[str]) -> str:
    """The words without the capital that only the beginning of a sentence gives them.

    >>> small("Renewal of the contract", frozenset()), small("Gazprom exports", frozenset())
    ('renewal of the contract', 'Gazprom exports')
    """
    first = name.split(maxsplit=1)[0].rstrip(",") if name.split() else ""
    is_plain = _WORD.fullmatch(first) is not None and not name[len(first) :].lstrip()[:1].isupper()
    is_common = (first.lower() in _SMALL and (len(first) == 1 or first[1:].islower())) or (
        is_plain
        and (
            first.lower() in _NO_NAMES
            or first.lower() in lower
            or (first.endswith(_COMMON_END) and not first.endswith(("'s", "’s")))
            or _COMPOUND.fullmatch(first) is not None
            or ((match := _OF_A_WORD.fullmatch(first)) is not None and match[1].lower() in _SMALL | _NO_NAMES)
        )
    )
    return name[:1].lower() + name[1:] if is_common else name
