#!/bin/sh
# The README's session on a scratch copy of the shipped book: `make demo` runs it with `outlook` on the PATH.
set -eu

shipped=$(cd "$(dirname "$0")/../forecasts" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$scratch/forecasts"
cp -R "$shipped/syria-2024-12" "$scratch/forecasts/"
ledger="$scratch/forecasts/syria-2024-12/ledger.jsonl"
# The book as it was on the evening of 4 December 2024: what became known later is cut off.
grep -E '"known_at":"2024-(11-..|12-0[1-4])T' "$shipped/syria-2024-12/ledger.jsonl" >"$ledger"

PAGER=cat OUTLOOK_BY=analyst
OUTLOOK_BOOK="$scratch/forecasts"
XDG_STATE_HOME="$scratch/state" XDG_CACHE_HOME="$scratch/cache"
export PAGER OUTLOOK_BY OUTLOOK_BOOK XDG_STATE_HOME XDG_CACHE_HOME

# A heading of one or more lines, and a command as it is typed, broken where a terminal of 80 columns ends.
say() {
    printf '\n'
    printf '# %s\n' "$@"
}

run() {
    line='$ outlook'
    for word in "$@"; do
        case $word in *[!A-Za-z0-9_./:=%@-]*) word="\"$word\"" ;; esac
        case $word in -*) room=50 ;; *) room=76 ;; esac
        if [ $((${#line} + ${#word})) -gt $room ]; then
            printf '%s \\\n' "$line"
            line="    $word"
        else
            line="$line $word"
        fi
    done
    printf '%s\n\n' "$line"
    outlook "$@"
}

say "Syria on the evening of 4 December 2024: two of the case's 27 forecasts." \
    "STATED is what somebody said, IMPLIED what the evidence makes of it."
run status damascus-by homs-by --at 2024-12-04

say "The next day a report comes in, on an indicator that both forecasts list." \
    "Its last lines are the effect, as of the moment at which the report was known."
run evidence damascus-by homs-by "The army announces that it has left Hama" \
    -i army-withdraws --grade B1 --source dpa --known-at 2024-12-05

say "The table as of that evening: Damascus moved by 13 points, Homs by 14."
run status damascus-by homs-by --at 2024-12-05

say "State a probability of your own, with the reason."
run estimate damascus-by 35% --why "The army holds nowhere" --known-at 2024-12-05

say "On 8 December Damascus falls. Say what happened; that scores the forecast."
run resolve damascus-by yes --happened-on 2024-12-08 --known-at 2024-12-08 \
    --why "Assad left and the government lost the capital"

say "The Brier score is the squared distance between your probability and what" \
    "happened: (1 - 0.35) squared is 0.4225. 0 is perfect, 1 is certain and wrong," \
    "and always saying 50% scores 0.25." \
    "The case's own numbers were written in hindsight."

say "This was a scratch copy. A tutorial is in docs/tutorial.md. Your own question:" \
    "outlook new CASE/ID --question \"…\" --closes DAY"
