"""Runs a command and prints how long it took, how many rows a second that is, and its peak memory.

    python3 scripts/measure.py ROWS COMMAND...
"""

import resource
import subprocess
import sys
import time

rows = int(sys.argv[1])
start = time.monotonic()
status = subprocess.run(sys.argv[2:]).returncode
elapsed_s = time.monotonic() - start
peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{rows:,} rows in {elapsed_s:.2f} s: {rows / elapsed_s:,.0f} rows/s, peak memory {peak_mb:.0f} MB", flush=True)
sys.exit(status)
