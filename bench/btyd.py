"""Measures the models of visits against lifetimes 0.11.3, in one run, one after the other by turns, the least of
several rounds: the fit of the BG/NBD and its figures for 1,000,000 clients, the fit of the Pareto/NBD for the 23,570
buyers of compact discs, and MBG/CNBD-k, which has no peer.

    python3 bench/btyd.py --program MEASURE_VISITS --data CDNOW_MASTER [--clients N] [--rounds N]

Prints seconds, ratios, log-likelihoods (theirs by our function at their parameters), and the largest differences between
what both say of a client with the same parameters.
"""

import argparse
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, ParetoNBDFitter
from lifetimes.utils import summary_data_from_transaction_data

SEED = 1
AHEAD_WEEKS = 39.0


def main():
    args = parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as directory:
        ours = Ours(args.program, Path(directory))
        for grain, name in ((True, "in whole days"), (False, "no two alike")):
            clients = salon(args.clients, grain)
            print(f"\n{args.clients:,} clients, {name}")
            compare_bg(ours, clients, args.rounds)
        print(f"\n{args.clients:,} clients of regular visits, MBG/CNBD-k")
        ours.read(regulars(args.clients))
        fits = [ours.ask("regularity") for _ in range(args.rounds)]
        seconds, _, k, *_ = min(fits)
        print(f"  fits until two falls: {seconds:.2f} s, best k = {k:.0f}")
        print("\nCDNOW, 23,570 clients")
        compare_pareto(ours, cdnow(args.data), args.rounds)


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--clients", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


class Ours:
    """The program that measures this crate."""

    def __init__(self, program, directory):
        self.directory = directory
        self.program = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        print(*words, file=self.program.stdin, flush=True)
        return [float(word) for word in self.program.stdout.readline().split()]

    def read(self, clients):
        file = self.directory / "clients"
        clients.astype("<f8").tofile(file)
        self.ask("read", file)

    def predict(self, model, parameters, ahead):
        file = self.directory / "predictions"
        _, seconds, log_likelihood = self.ask(model, *parameters, ahead, file)
        return seconds, np.fromfile(file, "<f8").reshape(-1, 2), log_likelihood


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def compare_bg(ours, clients, rounds):
    ours.read(clients)
    repeats, last, age = clients[:, 0], clients[:, 1], clients[:, 2]
    fits, peers = [], []
    for _ in range(rounds):
        peers.append(timed(lambda: BetaGeoFitter().fit(repeats, last, age)))
        fits.append(ours.ask("bg"))
    (peer_seconds, peer), (seconds, log_likelihood, *_) = min(peers, key=lambda run: run[0]), min(fits)
    their = [peer.params_[name] for name in ("r", "alpha", "a", "b")]
    tell("BG/NBD fit", seconds, peer_seconds)
    predictions, peers = [], []
    for _ in range(rounds):
        peers.append(timed(lambda: bg_figures(peer, repeats, last, age)))
        predictions.append(ours.predict("bg_at", their, AHEAD_WEEKS))
    peer_seconds, theirs = min(peers, key=lambda run: run[0])
    seconds, figures, their_log_likelihood = min(predictions, key=lambda run: run[0])
    print(f"    log-likelihood {log_likelihood:.3f}, theirs {their_log_likelihood:.3f}")
    tell("P(alive) and 39 weeks", seconds, peer_seconds)
    differences(figures, theirs)


def bg_figures(peer, repeats, last, age):
    alive = peer.conditional_probability_alive(repeats, last, age)
    return np.column_stack([alive, peer.conditional_expected_number_of_purchases_up_to_time(AHEAD_WEEKS, repeats, last, age)])


def compare_pareto(ours, clients, rounds):
    ours.read(clients)
    repeats, last, age = clients[:, 0], clients[:, 1], clients[:, 2]
    fits, peers = [], []
    for _ in range(rounds):
        peers.append(timed(lambda: ParetoNBDFitter().fit(repeats, last, age)))
        fits.append(ours.ask("pareto"))
    (peer_seconds, peer), (seconds, log_likelihood, *_) = min(peers, key=lambda run: run[0]), min(fits)
    their = [peer.params_[name] for name in ("r", "alpha", "s", "beta")]
    tell("Pareto/NBD fit", seconds, peer_seconds)
    predict = lambda: np.column_stack([
        peer.conditional_probability_alive(repeats, last, age),
        peer.conditional_expected_number_of_purchases_up_to_time(AHEAD_WEEKS, repeats, last, age),
    ])
    peer_seconds, theirs = timed(predict)
    seconds, figures, their_log_likelihood = ours.predict("pareto_at", their, AHEAD_WEEKS)
    print(f"    log-likelihood {log_likelihood:.3f}, theirs {their_log_likelihood:.3f}")
    tell("P(alive) and 39 weeks", seconds, peer_seconds)
    differences(figures, theirs)


def tell(what, seconds, peer_seconds):
    print(f"  {what}: {seconds:.4f} s, lifetimes {peer_seconds:.4f} s: {peer_seconds / seconds:.0f} ×")


def differences(ours, theirs):
    finite = np.isfinite(theirs).all(axis=1)
    alive, visits = np.abs(ours[finite] - theirs[finite]).max(axis=0)
    print(f"    largest difference of a client: P(alive) {alive:.1e}, visits {visits:.1e}; not finite: {(~finite).sum()} of theirs,"
          f" {(~np.isfinite(ours).all(axis=1)).sum()} of ours")


def salon(count, whole_days):
    """Clients like the buyers of compact discs: BG/NBD with their parameters, 27 to 39 weeks old."""
    return drawn(count, (0.243, 4.414, 0.793, 2.426), 1, False, whole_days)


def regulars(count):
    """Clients who come every few weeks like the clock: MBG/CNBD-6."""
    return drawn(count, (4.0, 2.0, 0.8, 6.0), 6, True, True)


def drawn(count, parameters, k, leaves_at_once, whole_days):
    random = np.random.default_rng(SEED)
    r, alpha, a, b = parameters
    rate, chance = random.gamma(r, 1 / alpha, count), random.beta(a, b, count)
    age = random.integers(27 * 7, 39 * 7, count) / 7 if whole_days else random.uniform(27, 39, count)
    repeats, last, ln_intervals = np.zeros(count), np.zeros(count), np.zeros(count)
    now = np.zeros(count)
    there = random.random(count) >= chance if leaves_at_once else np.ones(count, bool)
    while there.any():
        index = np.flatnonzero(there)
        now[index] += random.gamma(k, 1, len(index)) / np.maximum(rate[index], 1e-300)
        seen = np.ceil(now[index] * 7) / 7 if whole_days else now[index]
        comes = seen <= age[index]
        # A second visit on a day is none.
        new = comes & (seen > last[index])
        came = index[new]
        ln_intervals[came] += np.log(seen[new] - last[came])
        repeats[came] += 1
        last[came] = seen[new]
        there[index[~comes]] = False
        there[came] = random.random(len(came)) >= chance[came]
    return np.column_stack([repeats, last, age, ln_intervals])


def cdnow(file):
    """The whole log to 30 September 1997, in weeks."""
    log = pd.read_csv(file, sep=r"\s+", skiprows=1, names=["client", "date", "number", "amount"])
    log = log[log["client"].astype(str).str.isdigit()]
    log["date"] = pd.to_datetime(log["date"].astype(int), format="%Y%m%d")
    summary = summary_data_from_transaction_data(
        log, "client", "date", observation_period_end="1997-09-30", freq="D")
    clients = np.column_stack([summary["frequency"], summary["recency"] / 7, summary["T"] / 7, np.zeros(len(summary))])
    return clients


if __name__ == "__main__":
    main()
