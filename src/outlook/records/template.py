"""The commented record that an editor opens: every field a person may want, with what it is for."""

from collections.abc import Iterator

from outlook.model.fields import about
from outlook.model.kinds import BY_NAME

COMMON = """\
# {full_id}: a forecast that can be proved wrong. Lines that begin with # are comments.
# What is missing, or says TODO, makes it a draft: it is listed, but not scored.

title: {title}
question: {question}
kind: {kind}
"""

BY_KIND = {
    "binary": """\
# prior: 60%                 # P(yes) when it opens
""",
    "choice": """\
options: [TODO one, TODO two]
# ordered: true              # if the options have an order
# prior: {TODO one: 50%, TODO two: 50%}
""",
    "numeric": """\
# unit: persons
# prior: {q05: 10, q50: 20, q95: 40}             # or points: [[10, 0.05], [40, 0.95]]
""",
    "date": """\
# prior: [[2027-03-31, 0.2], [2027-12-31, 0.6]]  # P(by that day); the rest is `later`
""",
}

WINDOW = """\
opens_at: {opens_at}
# closes_at: 2027-06-30      # a bare day means its end, UTC

# Who decides, by what source, and what happens in the cases that could be argued about.
criteria: |
  {criteria}
# fine_print:
#   - a claim by one side alone is not enough
# sources: [Reuters, AP]
# base_rate: how often things like this happen
# decay: deadline            # for an event by a deadline: time passing lowers it
# given: {{forecast: ANOTHER, outcome: yes}}   # annulled when that did not happen
# statements: [ID]           # sentences of case.yaml that it makes precise
{as_stated}# indicators:
#   - {{id: ID, likelihood: {{{likelihood}}}}}   # seen by the close, under each outcome
"""


LIKELIHOOD = {
    "binary": "yes: 0.6, no: 0.1",
    "choice": "TODO one: 0.6, TODO two: 0.1",
    "numeric": "above: 0.6, below: 0.1",
    "date": "yes: 0.6, no: 0.1",
}
AS_STATED = {
    "binary": "ID           # the statement that says exactly this: its hedge is then the document's own estimate",
    "choice": "{ID: {TODO one: 50%, TODO two: 50%}}   # a statement, and what it states: the document's own estimate",
    "numeric": "{ID: {q05: 10, q50: 20, q95: 40}}   # a statement, and what it states: the document's own estimate",
    "date": "{ID: [[2027-03-31, 0.2]]}   # a statement, and what it states: the document's own estimate",
}


def template(full_id: str, kind: str, opens_at: str) -> str:
    """A draft record with every field explained."""
    head = COMMON.format(full_id=full_id, title="TODO", question="TODO", kind=kind)
    window = WINDOW.format(
        opens_at=opens_at,
        criteria="TODO",
        as_stated=f"# as_stated_in: {AS_STATED[kind]}\n",
        likelihood=LIKELIHOOD[kind],
    )
    return head + BY_KIND[kind] + window + "".join(_further(kind))


def _further(kind: str) -> Iterator[str]:
    """A comment for each field that says beside its type what it is for."""
    for name, note in about(BY_NAME[kind]):
        if note.example:
            yield f"{f'# {name}: {note.example}':<28} # {note.help}\n"
