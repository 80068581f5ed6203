"""HTML that cannot be broken out of: text is escaped because it is text, and only what was built here is markup.

`Html` is the type of finished markup. Every other text that is given as a child or an attribute is escaped, so that
forgetting to escape shows as visible tags, never as running ones. Names of elements and attributes come from two fixed
lists, without `style` and `on…`; a link leads within the page, or to http or https.
"""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from outlook.show.describe.phrasing import safe, safe_lines


class Html(str):
    """Finished markup. Joining it with a plain text gives a plain text, which will be escaped."""

    __slots__ = ()


Child = str | Html | None
Attribute = str | int | float | bool | None

ELEMENTS = frozenset(
    {
        "a",
        "abbr",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "circle",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "head",
        "header",
        "html",
        "input",
        "label",
        "li",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "option",
        "output",
        "p",
        "path",
        "rect",
        "script",
        "section",
        "select",
        "small",
        "span",
        "strong",
        "style",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
    }
)
VOID = frozenset({"br", "input", "meta"})
ATTRIBUTES = frozenset(
    {
        "aria-label",
        "charset",
        "class",
        "content",
        "cx",
        "cy",
        "d",
        "data-key",
        "data-sort",
        "data-state",
        "datetime",
        "height",
        "hidden",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
        "r",
        "rel",
        "role",
        "scope",
        "title",
        "type",
        "value",
        "viewBox",
        "width",
        "x",
        "y",
    }
)
# Inside a paragraph, a line that opens like an item of a list keeps its line.
_ITEM = re.compile(r"\s*(?:[-*•·]|\d{1,3}[.)])\s")
NOTHING = Html("")


def text(value: object) -> Html:
    """One line of text, made harmless: controls and direction overrides become visible, the rest is escaped."""
    return Html(escape(safe(value)))


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. A trailing underscore of an attribute's name is dropped, others become hyphens.

    Raises:
        ValueError: the element, an attribute or a link is none that the report may hold.

    >>> tag("p", "1 < 2", class_="note")
    '<p class="note">1 &lt; 2</p>'
    """
    if name not in ELEMENTS:
        raise ValueError(f"{name!a} is not an element of the report")
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opening) if name in VOID else Html(f"{opening}{joined(*children)}</{name}>")


def joined(*children: Child) -> Html:
    """Children one after the other; None is left out."""
    return Html("".join(child if isinstance(child, Html) else text(child) for child in children if child is not None))


def parted(children: Sequence[Child], mark: str) -> list[Child]:
    """Children with a mark between them."""
    return [one for number, child in enumerate(children) for one in ((mark, child) if number else (child,))]


def _attribute(key: str, value: Attribute) -> str:
    name = key.removesuffix("_").replace("_", "-")
    if name not in ATTRIBUTES:
        raise ValueError(f"{name!a} is not an attribute of the report")
    if value is None or value is False:
        return ""
    if name == "href" and not (str(value).startswith("#") or is_web(str(value))):
        raise ValueError("a link leads within the page, or to http or https")
    return f" {name}" if value is True else f' {name}="{text(value)}"'


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


def prose(value: str, class_: str | None = None) -> Html:
    """A longer text as paragraphs: blank lines part them, lines that open like items of a list keep their line."""
    blocks = re.split(r"\n[^\S\n]*\n", value.strip())
    return joined(*(tag("p", _lines(block), class_=class_) for block in blocks if block.strip()))


def _lines(block: str) -> Html:
    parts: list[Child] = []
    for line in safe_lines(block):
        if parts:
            parts.append(tag("br") if _ITEM.match(line) else Html(" "))
        parts.append(line.strip())
    return joined(*parts)
