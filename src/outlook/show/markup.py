"""HTML and SVG that cannot be broken out of: text is escaped because it is text, and only what is built is markup.

`Html` is the type of finished markup. Every other text that is given as a child or an attribute is escaped, so that
forgetting to escape shows as visible tags, never as running ones. Names of elements and attributes come from two fixed
lists, without `style` and `on…`; a link leads within the page, or to http or https.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from types import EllipsisType
from urllib.parse import urlsplit

from outlook.show.describe.phrasing import paragraphs, safe


class Html(str):
    """Finished markup. Joining it with a plain text gives a plain text, which will be escaped."""

    __slots__ = ()


Child = str | Html | None
Attribute = str | int | float | bool | None

_HTML = (
    "a article aside blockquote body br caption code dd details div dl dt em figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 head header html input label li main mark meta nav ol option output p script section select small span strong "
    "style summary table tbody td th thead time tr ul"
)
_SVG = "circle desc g path rect svg text title"
ELEMENTS = frozenset(f"{_HTML} {_SVG}".split())
VOID = frozenset({"br", "input", "meta"})
_OF_HTML = (
    "aria-label charset class content data-key data-name data-sort data-state datetime hidden href http-equiv id "
    "lang name rel role scope title type value"
)
_OF_SVG = "aria-labelledby cx cy d height r stroke-dasharray text-anchor transform viewBox width x xmlns y"
ATTRIBUTES = frozenset(f"{_OF_HTML} {_OF_SVG}".split())
NOTHING = Html("")
HOLE = Html("\0")  # in no text, of which controls are made visible
_IS_SPECIAL = re.compile("[&<>\"']").search
LONGEST_KEPT, MOST_KEPT = 80, 8192  # of what was escaped: days, numbers, names, and sentences of ours


def text(value: object) -> Html:
    """One line of text, made harmless: controls and direction overrides become visible, the rest is escaped."""
    return Html(ESCAPED[value] if isinstance(value, str) else _escaped(value))


class _Escaped(dict[str, str]):
    """Texts made harmless, as plain texts: for who joins many of them and makes markup of the whole.

    Days, numbers and names come again and again, a hundred thousand times in a long report.
    """

    def __missing__(self, value: str) -> str:
        found = value if value.isprintable() and not _IS_SPECIAL(value) else _escaped(value)
        if len(value) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()  # what still comes again is soon there again
            self[value] = found
        return found


ESCAPED = _Escaped()


def _escaped(value: object) -> str:
    shown = value if isinstance(value, str) and value.isprintable() else safe(value)
    # A search is several times as quick as the five replacements of `escape`, and most texts need none.
    return escape(shown) if _IS_SPECIAL(shown) else shown


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. A trailing underscore of an attribute's name is dropped, others become hyphens.

    Raises:
        ValueError: the element, an attribute or a link is none that we may use.

    >>> tag("p", "1 < 2", class_="note")
    '<p class="note">1 &lt; 2</p>'
    """
    if name not in ELEMENTS:
        raise ValueError(f"{name!a} is not an element of ours")
    inner = _joined(children)
    if not attributes:
        return Html(f"<{name}>" if name in VOID else f"<{name}>{inner}</{name}>")
    opening = "".join([_attribute(key, value) for key, value in attributes.items() if value is not None])
    return Html(f"<{name}{opening}>" if name in VOID else f"<{name}{opening}>{inner}</{name}>")


def element(name: str, /, **attributes: Attribute | EllipsisType) -> Callable[..., Html]:
    """What makes such elements, several times as quickly as `tag`: what is the same of all is checked once.

    An attribute given as `...` is each element's own: its value comes before the children, in the order given.

    >>> element("time", datetime=...)("2024-12-01", "1 Dec")
    '<time datetime="2024-12-01">1 Dec</time>'
    """
    same = {key: value for key, value in attributes.items() if not isinstance(value, EllipsisType)}
    if name in VOID:
        raise ValueError(f"{name} has no content")
    before, after = ends(tag(name, HOLE, **same))
    own = [key for key, value in attributes.items() if value is ... and _name(key)]
    if own:
        return _with_own(name, attributes, own, after)

    def made(child: Child = None, *more: Child) -> Html:
        if not more:
            if type(child) is Html:
                return Html(before + child + after)
            if type(child) is str:
                return Html(before + ESCAPED[child] + after)
        return Html(before + _joined((child, *more)) + after)

    return made


def _with_own(
    name: str, attributes: dict[str, Attribute | EllipsisType], own: Sequence[str], after: str
) -> Callable[..., Html]:
    parts = [""]  # what is the same of all, before, between and after their own
    for key, value in attributes.items():
        if isinstance(value, EllipsisType):
            parts.append("")
        elif value is not None:
            parts[-1] += _attribute(key, value)
    first, count = f"<{name}{parts[0]}", len(own)
    plain, empty = f"<{name}{''.join(parts)}>", (None,) * count
    following = list(zip(own, parts[1:], strict=True))
    if count == 1:
        return _with_one(plain, first, following[0], after)

    def made(*values: Attribute) -> Html:
        inner = values[count:]
        shown = _joined(inner)  # type: ignore[arg-type]  # what follows are children
        if values[:count] == empty:
            return Html(plain + shown + after)
        opening = first
        for (key, same), value in zip(following, values, strict=False):
            opening += same if value is None else _attribute(key, value) + same
        return Html(opening + ">" + shown + after)

    return made


def _with_one(plain: str, first: str, following: tuple[str, str], after: str) -> Callable[..., Html]:
    """The same with one attribute, as every cell of a table has."""
    key, same = following
    opened, closed = f'{first} {_name(key)}="', f'"{same}>'

    def made(value: Attribute, child: Child = None, *more: Child) -> Html:
        if value is None:
            opening = plain
        elif type(value) is str and key != "href":
            opening = opened + ESCAPED[value] + closed
        elif type(value) is float:
            opening = opened + repr(value) + closed
        else:
            opening = first + _attribute(key, value) + same + ">"
        if type(child) is Html and not more:
            return Html(opening + child + after)
        return Html(opening + _joined((child, *more)) + after)

    return made


def joined(*children: Child) -> Html:
    """Children one after the other; None is left out."""
    return children[0] if len(children) == 1 and type(children[0]) is Html else Html(_joined(children))


def _joined(children: Sequence[Child]) -> str:
    if len(children) == 1:
        (child,) = children
        if type(child) is Html:
            return child
        if type(child) is str:
            return ESCAPED[child]
    return "".join(
        [
            one if type(one) is Html else ESCAPED[one] if type(one) is str else text(one)
            for one in children
            if one is not None
        ]
    )


def around(markup: str) -> tuple[Html, Html]:
    """What is before the one HOLE of some markup, and what is after it."""
    before, _, after = markup.partition(HOLE)
    return Html(before), Html(after)


def ends(markup: str) -> tuple[str, ...]:
    """What is around the HOLEs of some markup, as plain texts: others are joined and written many times as slowly.

    >>> ends(tag("div", tag("dt", HOLE), tag("dd", HOLE)))
    ('<div><dt>', '</dt><dd>', '</dd></div>')
    """
    return tuple(map(str, markup.split(HOLE)))


def parted(children: Sequence[Child], mark: str) -> list[Child]:
    """Children with a mark between them."""
    return [one for number, child in enumerate(children) for one in ((mark, child) if number else (child,))]


def _attribute(key: str, value: Attribute) -> str:
    if type(value) is str and key != "href":
        return " " + _name(key) + '="' + ESCAPED[value] + '"'
    name = _name(key)
    if type(value) is float:
        return f' {name}="{value}"'
    if value is False:
        return ""
    if name == "href" and not (str(value).startswith("#") or is_web(str(value))):
        raise ValueError("a link leads within the page, or to http or https")
    return f" {name}" if value is True else f' {name}="{text(value)}"'


@cache
def _name(key: str) -> str:
    name = key.removesuffix("_").replace("_", "-")
    if name not in ATTRIBUTES:
        raise ValueError(f"{name!a} is not an attribute of ours")
    return name


def is_web(url: str) -> bool:
    """Whether a text is a plain http or https address: a host, no blanks, no controls, no user before the host.

    >>> is_web("https://example.org/a?b=1"), is_web("javascript:alert(1)"), is_web("https://bank.example@evil.example")
    (True, False, False)
    """
    if not url.isprintable() or " " in url or "\\" in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def link(shown: Child, url: str) -> Html:
    """The text as a link out of the page with its host beside it; without a web address the text and what was given."""
    if not is_web(url):
        return joined(shown, Html(" "), tag("code", url))
    host = tag("small", f" ({urlsplit(url).hostname})")
    return joined(tag("a", shown, href=url, rel="noopener noreferrer"), host)


def prose(value: str) -> Html:
    """A longer text as paragraphs; what opens like an item of a list keeps its line."""
    return joined(*(tag("p", *parted(lines, tag("br"))) for lines in paragraphs(value)))
