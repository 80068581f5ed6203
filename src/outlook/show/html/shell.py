"""The document around the sections: one file, its own style and script, and a policy that allows nothing else."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from outlook.show.markup import Child, Html, joined, tag


def document(title: str, pictures: str, *body: Child) -> str:
    """A whole HTML document. The style and the script are ours alone, and the policy names them by their hash.

    `pictures` is the style of the pictures on it.
    """
    style, script = joined(Html(pictures), ours("style.css")), ours("script.js")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy(style, script)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", style),
    )
    page = tag("html", head, tag("body", *body, tag("script", script)), lang="en")
    return f"<!doctype html>\n{page}\n"


def policy(style: Html, script: Html) -> str:
    """Nothing is loaded, sent or framed; only this style and this script run."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: Html) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def ours(name: str) -> Html:
    """A file that is shipped beside this one; it may not hold what would end its element."""
    text = files("outlook.show.html").joinpath(name).read_text(encoding="utf-8")
    if "</" in text or "<!--" in text:
        raise ValueError(f"{name} would end its own element")
    return joined(Html(text))
