"""How time and memory grow on hostile input: each torture case at 1, 2, 4, 8 and 16 MB.

    python -m benchmarks.growth                       all cases (takes a while)
    python -m benchmarks.growth nesting one_line      those whose name holds one of the words
    python -m benchmarks.growth --sizes 0.25,1,4 ...  other sizes, in MB

The exponent is fitted to CPU time: 1 is linear, 2 quadratic; below 1, a limit was hit. Memory is
what `extract` took beyond the source and the loaded package. A case has 10 s and 1 GB.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np

from tests.torture.cases import CASES
from tests.torture.limited import Outcome, run

STEEPEST = 1.15
MOST_TIMES = 12
"""Bytes of memory for each byte of the source, beside 100 MB."""
_NOISE = 0.02  # seconds; shorter times say nothing about growth


def exponent(outcomes: Sequence[Outcome]) -> float:
    """Of the power of the size that the CPU time follows, by least squares on logarithms."""
    points = [(o.size, max(o.seconds, _NOISE)) for o in outcomes if o.size]
    if len({size for size, _ in points}) < 2:
        return 0.0
    sizes, seconds = np.log(np.array(points)).T
    return float(np.polyfit(sizes, seconds, 1)[0])


def main() -> int:
    """Run the cases asked for; 1 where one broke a limit or grew too steeply."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--sizes", default="1,2,4,8,16")
    asked = parser.parse_args()
    sizes = [int(float(size) * 1e6) for size in asked.sizes.split(",")]
    names = [n for n in CASES if not asked.words or any(word in n for word in asked.words)]
    broken = 0
    print(f"{'case':48} {'s':>6} {'MB':>6} {'x size':>6} {'growth':>6}  codes at the largest size")
    for name in names:
        outcomes = []
        for size in sizes:
            outcomes.append(run(name, size))
            if outcomes[-1].failure:
                break
        last, grows = outcomes[-1], exponent(outcomes)
        memory = max(0.0, last.peak - 100e6) / max(last.size, 1)
        bad = [last.failure] if last.failure else []
        bad += ["grows too steeply"] * (grows > STEEPEST) + ["memory"] * (memory > MOST_TIMES)
        broken += bool(bad)
        print(
            f"{name:48} {last.seconds:6.2f} {last.peak / 1e6:6.0f} {memory:6.1f} {grows:6.2f}  "
            f"{' '.join(last.codes)}{' !! ' if bad else ''}{', '.join(bad)}",
            flush=True,
        )
    print(f"{len(names)} cases, {broken} beyond a limit")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
