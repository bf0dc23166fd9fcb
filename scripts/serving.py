"""What scripts that measure `tutti serve` have in common."""
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.request

# Of sending. Where what is sent runs out, it is sent again: each is checked and looked up, and kept no second time.
SECONDS = 5


def flushing(folder, milliseconds):
    """The environment in which a flush of the disk takes at least so long; unchanged for none."""
    if not milliseconds:
        return dict(os.environ)
    library = folder / "slow-flush.so"
    source = pathlib.Path(__file__).resolve().parent / "slow-flush.c"
    subprocess.run(["clang", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return {**os.environ, "LD_PRELOAD": str(library), "FLUSH_MS": str(milliseconds)}


def start(command, port, environment=None):
    """`tutti serve`, once it answers."""
    server = subprocess.Popen([*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    begun = time.monotonic()
    while time.monotonic() - begun < 20:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").read()
            return server
        except OSError:
            time.sleep(0.05)
    server.kill()
    sys.exit("tutti serve gave no answer in 20 seconds")


def processor(pid):
    """Seconds that it has had of the processor."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid, name):
    """In MiB: VmRSS is what is resident, VmHWM the most that was."""
    return int(re.search(name + r":\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def send(server, script, port, connections, variables):
    """Lets wrk send what a script of its says, for SECONDS, and stops unless all was taken."""
    before = processor(server.pid)
    text = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}", "--latency", "-s", script, f"http://127.0.0.1:{port}/"],
        env={**os.environ, **variables}, capture_output=True, text=True)
    text = text.stdout + text.stderr
    if "Non-2xx" in text or "requests in" not in text:
        sys.exit("not everything was taken:\n" + text)
    count, seconds = re.search(r"(\d+) requests in ([0-9.]+)s", text).groups()
    return {"count": int(count), "rate": int(count) / float(seconds), "p50": latency(text, 50), "p99": latency(text, 99),
            "cpu": (processor(server.pid) - before) * 1000 / int(count)}


def latency(text, percent):
    number, unit = re.search(rf"{percent}%\s+([0-9.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
