"""What a name looks like, and the name without the titles before it: `Dr. J. P. Lee`, `Lee Mills Inc. of Kell`."""

import re

from outlook.extract.lexicon import lexicon

# Capitals of European names and of those of Viet Nam, which `[A-Z]` leaves out.
_BEYOND_ASCII = ((0xC0, 0x250), (0x1E00, 0x1F00))
CAPITAL = "A-Z" + "".join(
    chr(code) for first, end in _BEYOND_ASCII for code in range(first, end) if chr(code).isupper()
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Capt|Cdr|Prof|Sgt|Hon|Rev|St|Mme|Cllr|Maj|Adm|Brig|Supt|Insp|Ing|No|Mt)\."
)
_INITIALS = rf"[{CAPITAL}]\.(?:\s?[{CAPITAL}]\.)*"
# A firm or a son, of whom the name may say more behind the stop: `U.S. Mills Inc. in Ames`.
_FIRM = r"(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|Assoc|Univ)\."
_WORD = rf"(?:(?:[dl]|al|el|an|as|ul|bin)[’'-])?[{CAPITAL}][\w’'&/-]*(?:\.\d+)*"
_PARTICLE = (
    r"(?:of|for|the|and|al|bin|ibn|ben|bint|de|del|della|der|den|di|dos|das|la|le|von|van|zu|zur|ter|ten|af|av|du"
    r"|da|y|&)"
)
_CALLED = rf"[“\"‘(][{CAPITAL}][\w’' -]{{1,20}}[”\"’)](?=\s[{CAPITAL}])"  # Pete “Sparky” Nolan
_MAY_NAME = frozenset(["New", "First", "Next"])  # New Kell, First Bank of Brenn
NAME = re.compile(
    r"No\.?\s1[01](?!\S)|"  # Downing Street
    rf"(?:(?:{_TITLE}|{_INITIALS})\s*)*{_WORD}"
    rf"(?:\s+(?:{_PARTICLE}\s+){{0,3}}(?:{_TITLE}|{_FIRM}(?=[\s,])|{_INITIALS}(?=\s?[{CAPITAL}])|{_WORD}|{_CALLED}))*"
    r"(?:\s+(?:et al\.?|& Co\.?|Inc\.?|Ltd\.?|Corp\.?|plc|llp))?"
)


def person(name: str) -> str | None:
    """The name without the titles before it; the whole phrase where no title stands in it."""
    words, tokens = lexicon(), name.split()
    if tokens[-1:] in (["10"], ["11"]):
        return name
    while tokens and (
        (tokens[0] in words.not_names and not (tokens[0] in _MAY_NAME and tokens[1:] and tokens[1][0].isupper()))
        or tokens[0].startswith(("I’", "I'"))
        or tokens[0].endswith(("n’t", "n't"))
    ):
        tokens.pop(0)
    titles = [index for index, token in enumerate(tokens) if words.role.fullmatch(token.strip("’'.,").lower())]
    after = titles[-1] + 1 if titles else 0
    while after < len(tokens) and tokens[after] in ("and", "of", "the", "&"):
        after += 1
    kept = tokens[after:] if after < len(tokens) else tokens
    last = kept[-1].rstrip(".,").removesuffix("’s").removesuffix("'s").lower() if kept else ""
    if not kept or (len(kept) == 1 and last in words.never_people):
        return None
    return " ".join(kept).rstrip(".,").removesuffix("’s").removesuffix("'s") or None


def name_in(phrase: str) -> str | None:
    """The first name in a phrase, without titles."""
    names = (found[0] for found in NAME.finditer(phrase))
    return next((person(name) for name in names if name.split()[0] not in lexicon().not_names), None)
