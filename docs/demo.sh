#!/bin/sh
# The daily loop on a scratch copy of the shipped book: `make demo` runs it with `outlook` on the PATH.
set -eu

shipped=$(cd "$(dirname "$0")/../forecasts" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$scratch/forecasts"
cp -R "$shipped/syria-2024-12" "$scratch/forecasts/"
ledger="$scratch/forecasts/syria-2024-12/ledger.jsonl"
# The book as it was on the evening of 6 December 2024: what became known later is cut off.
grep -E '"known_at":"2024-(11-..|12-0[1-6])T' "$shipped/syria-2024-12/ledger.jsonl" >"$ledger"

OUTLOOK_BY=analyst
OUTLOOK_BOOK="$scratch/forecasts"
XDG_STATE_HOME="$scratch/state"
export OUTLOOK_BY OUTLOOK_BOOK XDG_STATE_HOME

# A heading, and a command as it is typed, broken where a terminal of 80 columns ends.
say() {
    printf '\n# %s\n' "$*"
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

say "Syria on 6 December 2024: Hama has fallen, Homs and Damascus are open."
run status --at 2024-12-06

say "A report comes in. It bears on a sign that the forecast lists."
run evidence damascus-by "Outer towns near Damascus change hands without a fight" \
    -i outer-towns-fall --grade B1 --source "AFP via CNA" --known-at 2024-12-06

say "State a probability of your own, with the reason."
run estimate damascus-by 35% --why "The army is not holding anywhere" --known-at 2024-12-06

say "The table again, for the forecasts on the two cities."
run status damascus-by homs --at 2024-12-06

say "Two days later Damascus falls. Say what happened; that scores it."
run resolve damascus-by yes --happened-on 2024-12-08 --known-at 2024-12-08 \
    --why "Assad left and the government lost the capital"

say "The scorecard. The shipped numbers were written in hindsight."
run score damascus-by homs-by hama-by --at 2024-12-08

say "This was a scratch copy. Your own: outlook new CASE/ID --question \"…\""
