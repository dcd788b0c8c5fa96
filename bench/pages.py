"""Measures the pages under load, as staff at many desks make it: looks at clients and at today,
visits recorded, names typed into the search, all at once, at fixed rates.

    python3 bench/pages.py --program REGULARS --database URL --demo DIRECTORY --oha OHA [--seconds N]

DIRECTORY is where `regulars demo` made the business (its files name clients and staff, its logins.txt
who signs in). Latencies are oha's, counted from when a request was due, not from when it was sent.
"""

import argparse
import collections
import csv
import http.client
import json
import os
import random
import re
import subprocess
import tempfile
import time
import urllib.parse
from pathlib import Path

PORT = 8790
SEED = 1

# Rates in requests a second, connections, and what is aimed at: p99 in ms.
LOAD = {
    "client page": (100, 8, 25),
    "today page": (100, 8, 25),
    "record a visit": (50, 8, 40),
    "search as you type": (20, 4, 50),
}


def main():
    args = parse_args()
    server, start_ms = serve(args)
    try:
        print(f"start-up to first answer: {start_ms:.0f} ms (aim: 500)")
        cookie = sign_in(args.demo, "owner")
        with tempfile.TemporaryDirectory() as directory:
            wanted = plan(args.demo, Path(directory))
            weigh(cookie, wanted)
            run_all(args, cookie, wanted, seconds=3)  # caches warm up
            print(f"resident before the load: {resident_mb(server):.0f} MB")
            report(run_all(args, cookie, wanted, args.seconds))
        print(f"resident after the load: {resident_mb(server):.0f} MB (aim: 150)")
        look_back(cookie)
        print(f"resident after that: {resident_mb(server):.0f} MB, at most {resident_mb(server, 'VmHWM'):.0f} MB meanwhile")
    finally:
        server.terminate()
        server.wait(20)


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--demo", required=True, type=Path)
    parser.add_argument("--oha", required=True)
    parser.add_argument("--seconds", type=int, default=60)
    return parser.parse_args()


def serve(args):
    """Starts the program; the process, and the milliseconds until it answered."""
    command = [args.program, "--database", args.database, "serve", "--listen", f"127.0.0.1:{PORT}"]
    start = time.monotonic()
    log = open(Path(tempfile.gettempdir()) / "regulars-bench.log", "w")
    server = subprocess.Popen(command, stdout=log, stderr=log)
    while time.monotonic() - start < 30:
        try:
            if get("/health/ready").status == 200:
                return server, (time.monotonic() - start) * 1000
        except OSError:
            time.sleep(0.002)
    raise SystemExit(f"the program did not answer: see {log.name}")


class Answer:
    def __init__(self, response):
        self.status, self.body, self.headers = response.status, response.read(), response.headers


def get(path, cookie=None, method="GET", body=None, encoding="identity"):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    headers = {"Accept-Encoding": encoding, "Sec-Fetch-Site": "same-origin"}
    if cookie:
        headers["Cookie"] = cookie
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, headers)
    return Answer(connection.getresponse())


def sign_in(demo, login):
    words = dict(line.split()[:2] for line in (demo / "logins.txt").read_text().splitlines() if line.strip())
    form = urllib.parse.urlencode({"login": login, "password": words[login]})
    answer = get("/sign-in", method="POST", body=form)
    if answer.status != 303:
        raise SystemExit(f"signing in as {login} gave {answer.status}")
    return answer.headers["Set-Cookie"].split(";")[0]


def plan(demo, directory):
    """Addresses and bodies for each kind of request, in files for oha."""
    dice = random.Random(SEED)
    clients = read(demo / "clients.csv")
    staff = [row["staff"] for row in read(demo / "staff.csv") if not row["left_on"]]
    day = busiest_day(demo)
    base = f"http://127.0.0.1:{PORT}"
    ids = range(1, len(clients) + 1)
    names = [row["family_name"] for row in dice.sample(clients, 2000) if row["family_name"]]
    typed = [name[:length] for name in names for length in range(2, min(7, len(name) + 1))]
    kinds = {
        "client page": [f"{base}/clients/{dice.choice(ids)}" for _ in range(20_000)],
        "today page": [f"{base}/today?day={day}&staff={code}" for code in staff],
        "record a visit": [f"{base}/clients/{dice.choice(ids)}/events" for _ in range(20_000)],
        "search as you type": [f"{base}/clients?q={urllib.parse.quote(text)}" for text in typed],
    }
    files = {}
    for kind, addresses in kinds.items():
        files[kind] = directory / (kind.replace(" ", "-") + ".txt")
        files[kind].write_text("\n".join(addresses))
    bodies = directory / "bodies.txt"
    code = read(demo / "offerings.csv")[0]["offering"]
    # oha draws lines: so many that hardly one is drawn twice.
    run = dice.randrange(1 << 40) ^ time.time_ns()
    lines = (f"kind=service&offering={code}&amount=25&draft={run}-{number}" for number in range(300_000))
    bodies.write_text("\n".join(lines))
    return {"files": files, "bodies": bodies, "first": {kind: addresses[0] for kind, addresses in kinds.items()}}


def busiest_day(demo):
    """The day ahead for which most is booked: today may be a Sunday."""
    with open(demo / "bookings.csv", newline="") as file:
        due = collections.Counter(row["due_at"][:10] for row in csv.DictReader(file) if row["status"] == "booked")
    return due.most_common(1)[0][0]


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def weigh(cookie, wanted):
    """What pages weigh, as they are and as they are sent, with what they load."""
    page = get("/clients", cookie).body.decode()
    assets = set(re.findall(r'(?:src|href)="(/assets/[^"]+)"', page))
    loaded = sum(len(get(asset, encoding="gzip").body) for asset in assets if not asset.endswith((".png", ".svg")))
    print(f"loaded once by all pages (style, script), as sent: {loaded / 1000:.0f} kB")
    paths = {kind: urllib.parse.urlsplit(address) for kind, address in wanted["first"].items() if "record" not in kind}
    paths = {kind: f"{parts.path}?{parts.query}" for kind, parts in paths.items()}
    more = {"today, everyone": "/today?" + paths["today page"].split("?")[1].split("&")[0], "clients": "/clients"}
    more |= {"overdue": "/overdue", "huddle": "/huddle", "star report by branch": "/stars?by=branch"}
    more |= {"star report by staff": "/stars?by=staff", "definitions": "/definitions", "policy": "/policy"}
    more |= {"people": "/people", "activity": "/activity", "imports": "/imports"}
    for name, path in (paths | more).items():
        plain, sent = get(path, cookie), get(path, cookie, encoding="gzip")
        start = time.monotonic()
        get(path, cookie)
        elapsed_ms = (time.monotonic() - start) * 1000
        told = f"{len(plain.body) / 1000:.0f} kB, {len(sent.body) / 1000:.0f} kB as sent, {elapsed_ms:.0f} ms alone"
        print(f"  {name}: {told}" + ("" if plain.status == 200 else f" STATUS {plain.status}"))


def run_all(args, cookie, wanted, seconds):
    """Runs every kind at once; by kind: what oha found."""
    running = {}
    for kind, (rate, connections, _) in LOAD.items():
        command = [args.oha, "-z", f"{seconds}s", "-q", str(rate), "-c", str(connections), "--latency-correction"]
        command += ["--no-tui", "--output-format", "json", "--redirect", "0", "--urls-from-file", "-w"]
        command += ["-H", f"Cookie: {cookie}", "-H", "Sec-Fetch-Site: same-origin", "-H", "Accept-Encoding: gzip"]
        if "search" in kind:
            # As the script of the pages asks while somebody types: for the part that changes.
            command += ["-H", "HX-Request: true"]
        if "record" in kind:
            command += ["-m", "POST", "-Z", str(wanted["bodies"])]
            command += ["-H", "Content-Type: application/x-www-form-urlencoded"]
        command.append(str(wanted["files"][kind]))
        running[kind] = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    found = {}
    for kind, process in running.items():
        out, err = process.communicate()
        if process.returncode != 0:
            raise SystemExit(f"oha failed: {err.decode()}")
        found[kind] = json.loads(out)
    return found


def report(found):
    for kind, result in found.items():
        rate, _, aim_ms = LOAD[kind]
        at = {name: (value or 0) * 1000 for name, value in result["latencyPercentiles"].items()}
        codes = ", ".join(f"{code}: {count}" for code, count in result["statusCodeDistribution"].items())
        errors = sum(count for reason, count in result["errorDistribution"].items() if "deadline" not in reason)
        print(
            f"{kind}, {rate}/s asked, {result['summary']['requestsPerSec']:.0f}/s done: p50 {at['p50']:.1f} ms, "
            f"p95 {at['p95']:.1f}, p99 {at['p99']:.1f} (aim: {aim_ms}), p99.9 {at['p99.9']:.1f}; {codes}; {errors} errors"
        )


def look_back(cookie):
    """What asks for more than a page's worth: a past day, a document, the preview of a policy."""
    past = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 200 * 86400))
    form = re.search(r"<textarea[^>]*>(.*?)</textarea>", get("/policy", cookie).body.decode(), re.S)
    body = form and re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), form[1])
    body = body and body.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    asked = [
        ("star report of a past day", "GET", f"/stars?by=staff&as_of={past}", None),
        ("the same by branch", "GET", f"/stars?by=branch&as_of={past}", None),
        ("star report as PDF", "GET", "/print/stars.pdf?by=staff", None),
        ("preview of a policy", "POST", "/policy/preview", urllib.parse.urlencode({"body": body or ""})),
    ]
    for name, method, path, form in asked:
        start = time.monotonic()
        answer = get(path, cookie, method, form)
        print(f"{name}: {time.monotonic() - start:.2f} s, {len(answer.body) / 1000:.0f} kB, status {answer.status}")


def resident_mb(process, field="VmRSS"):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(rf"{field}:\s+(\d+) kB", status)[1]) / 1024


if __name__ == "__main__":
    main()
