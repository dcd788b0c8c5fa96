"""Measures the Kaplan–Meier curve against lifelines 0.30.3, in one run, one after the other by turns, the least of
several rounds, on as many distinct times as asked for.

    python3 bench/survival.py --program MEASURE_SURVIVAL [--clients N] [--rounds N]

Prints seconds, their ratio, and the largest differences between the two curves and their intervals.
"""

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from lifelines import KaplanMeierFitter

SEED = 1


def main():
    args = parse_args()
    times, ended = spells(args.clients)
    with tempfile.TemporaryDirectory() as directory:
        given, curve = Path(directory) / "spells", Path(directory) / "curve"
        np.column_stack([times, ended]).astype("<f8").tofile(given)
        program = subprocess.Popen([args.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ours, peers = [], []
        for _ in range(args.rounds):
            start = time.perf_counter()
            peer = KaplanMeierFitter().fit(times, ended)
            peers.append(time.perf_counter() - start)
            print(given, curve, file=program.stdin, flush=True)
            ours.append(float(program.stdout.readline()))
        steps = np.fromfile(curve, "<f8").reshape(-1, 4)
    print(f"{args.clients:,} distinct times: {min(ours):.4f} s, lifelines {min(peers):.4f} s: {min(peers) / min(ours):.1f} ×")
    theirs = np.column_stack([peer.survival_function_, peer.confidence_interval_])[1:]
    # Where all have left, the log-log interval is not defined and each says what it likes.
    within = (steps[:, 1] > 0) & np.isfinite(theirs).all(axis=1)
    survival, low, high = np.abs(steps[:, 1:] - theirs)[within].max(axis=0)
    print(f"  largest difference: survival {survival:.1e}, low {low:.1e}, high {high:.1e}, over {within.sum():,} steps")


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--clients", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def spells(count):
    """A quarter of the clients are last seen before they leave; no two times are equal."""
    random = np.random.default_rng(SEED)
    leaves, seen = random.weibull(0.8, count) * 3, random.uniform(0, 20, count)
    times, ended = np.minimum(leaves, seen), leaves <= seen
    assert len(np.unique(times)) == count
    return times, ended


if __name__ == "__main__":
    main()
