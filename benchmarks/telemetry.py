"""Parts of benchmarks/telemetry.sh that start processes and read their times. PX_CLASSPATH and PX_JAVA_OPTIONS are set by it."""

import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

JAVA = ["java", *os.environ.get("PX_JAVA_OPTIONS", "").split(), "-cp", os.environ["PX_CLASSPATH"]]
PLUGIN = pathlib.Path(__file__).resolve().parent.parent / "docs/examples/note-plugin"
work = pathlib.Path(tempfile.mkdtemp(prefix="px-telemetry-"))
started = []


def helper(*arguments):
    return [*JAVA, "Telemetry", *map(str, arguments)]


def px(*arguments):
    return [*JAVA, "io.powerx.publish.cli.PxPlugin", *map(str, arguments)]


def server(command, ends_with):
    """Starts a process and returns it with what it prints until that line."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    started.append(process)
    text = ""
    for line in process.stdout:
        text += line
        if ends_with(line):
            return process, text
    raise SystemExit(f"{command[-3:]} ended")


def stop(process):
    process.terminate()
    process.wait(60)
    process.stdout.close()
    started.remove(process)


def cpu(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load():
    return f"load {os.getloadavg()[0]:.1f}"


def collector(data):
    process, text = server(px("collector", "--port", 0, "--data", data, "--json"), lambda line: line.startswith("}"))
    return process, json.loads(text)


def intake(seconds, events):
    data = work / "collector"
    process, address = collector(data)
    before, begin = cpu(process), time.time()
    sent = subprocess.run(helper("intake", address["telemetryEndpoint"], seconds, 8), capture_output=True, text=True, check=True).stdout
    print(f"intake, embedded database, 8 senders, {seconds} s: {sent.strip()}, "
          f"{(cpu(process) - before) / (time.time() - begin):.2f} cores, {load()}", flush=True)
    stop(process)
    subprocess.run(helper("fill", data, events), check=True)
    process, address = collector(data)
    before = cpu(process)
    page = subprocess.run(helper("get", address["metrics"], 30), capture_output=True, text=True, check=True).stdout
    print(f"/metrics with {events} more events: {page.strip()}, {(cpu(process) - before) / 30 * 1000:.0f} ms of CPU time each, {load()}")
    stop(process)


def environment(sandbox, home, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PX_", "OTEL_", "SENTRY_"))}
    names = {"api-url": "PX_MARKETPLACE_API_URL", "token": "PX_MARKETPLACE_TOKEN", "signing-key": "PX_SIGNING_KEY",
             "signing-certificate": "PX_SIGNING_CERTIFICATE"}
    return {**kept, "HOME": str(home), **{names[key]: value for key, value in sandbox.items() if key in names}, **more}


def publish(variables, plugin):
    """Wall and CPU time of a publish that is known already, which is the shortest one."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    done = subprocess.run(px("publish", "--project", plugin, "--receipt", plugin / "receipt.json"), env=variables, capture_output=True, text=True)
    wall, after = time.time() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr)
    return wall * 1000, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def cost(pairs):
    sandbox = json.loads(server(px("sandbox", "--json", "--port", 0, "--sandbox-data", work / "sandbox"), lambda line: line.startswith("}"))[1])
    sink = server(helper("accept"), lambda line: True)[1].strip()
    silent = server(helper("hang"), lambda line: True)[1].strip()
    plugin = work / "plugin"
    shutil.copytree(PLUGIN, plugin)
    (work / "home").mkdir()

    def with_sinks(url):
        return environment(sandbox, work / "home", PX_TELEMETRY_ENDPOINT=url, PX_METRICS_PUSHGATEWAY=url, OTEL_EXPORTER_OTLP_ENDPOINT=url,
                           PX_METRICS_FILE=str(work / "px.prom"), PX_AUDIT_DIR=str(work / "audit"))

    kinds = {
        "nothing": environment(sandbox, work / "missing", PX_TELEMETRY="off"),
        "telemetry, audit and metrics file": environment(sandbox, work / "home", PX_TELEMETRY_ENDPOINT=sink, PX_METRICS_FILE=str(work / "px.prom")),
        "everything": with_sinks(sink),
        "everything, sinks hang": with_sinks(silent),
    }
    times = {kind: [] for kind in kinds}
    for number in range(pairs + 1):
        for kind, variables in kinds.items():
            if kind.endswith("hang"):
                shutil.rmtree(work / "home/.powerx-plugin/telemetry", ignore_errors=True)
            measured = publish(variables, plugin)
            if number > 0:
                times[kind].append(measured)
    base = times["nothing"]
    for kind, measured in times.items():
        walls, cpus = zip(*measured)
        more = [one[0] - other[0] for one, other in zip(measured, base)]
        print(f"publish with {kind}: median {statistics.median(walls):.0f} ms wall, {statistics.median(cpus):.0f} ms CPU; "
              f"difference of pairs: median {statistics.median(more):+.0f} ms ({min(more):+.0f} to {max(more):+.0f}), "
              f"CPU {statistics.median(cpus) - statistics.median([each[1] for each in base]):+.0f} ms, {load()}", flush=True)


try:
    if sys.argv[1] == "intake":
        intake(int(sys.argv[2]), int(sys.argv[3]))
    else:
        cost(int(sys.argv[2]))
finally:
    for process in list(started):
        stop(process)
    shutil.rmtree(work)
