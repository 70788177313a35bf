"""Measures the action's image; started by benchmarks/action.sh through .ci/image. Prints Markdown.

The command's start is measured with chroot into the image's files, without the start of a container engine. The publish is measured as a
complete step including the engine, whose own time is reported separately.
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / ".ci"))
import image_test  # noqa: E402
import runner  # noqa: E402

REPETITIONS = int(os.environ.get("PX_REPETITIONS", "9"))
VSCE = os.environ["PX_VSCE"]


def timed(line, **options):
    started = time.monotonic()
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{line} ended with {process.returncode}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    arguments = image_test.parse(sys.argv[1:])
    folder = pathlib.Path(tempfile.mkdtemp(prefix="px-benchmark-"))
    engine = runner.Engine(arguments.engine, arguments.image)
    mount = pathlib.Path(subprocess.check_output([*arguments.engine, "mount", engine.container], text=True).strip())
    sandbox = image_test.Sandbox(folder)
    inputs = sandbox.settings | {"project": "."}
    for name in ("signing-key", "signing-certificate"):
        inputs[name] = pathlib.Path(inputs[name]).read_text()
    java = engine.entrypoint[:-1]
    subprocess.check_call(["mount", "-t", "proc", "proc", mount / "proc"])
    try:
        start, other, steps = [], [], []
        for number in range(REPETITIONS + 1):
            row = [timed(["chroot", mount, *java, "io.powerx.publish.cli.PxPlugin", "--version"]), timed([VSCE, "--version"])]
            job = make_job(folder, engine, number)
            outcome = job.step(inputs)
            if outcome.exit_code != 0 or outcome.outputs.get("published") != "true":
                raise SystemExit(outcome.log)
            if number:  # the first run only warms the file cache
                start.append(row[0])
                other.append(row[1])
                steps.append((outcome.seconds, outcome.peak_memory_kib / 1024, engine_overhead(engine), outcome.cpu_seconds))
        report(start, other, steps)
    finally:
        subprocess.call(["umount", mount / "proc"])
        sandbox.close()
        engine.close()
        shutil.rmtree(folder, ignore_errors=True)


def make_job(folder, engine, number):
    workspace = folder / f"job-{number}/work"
    shutil.copytree(image_test.EXAMPLE, workspace)
    for name in ("plugin.yaml", "CHANGELOG.md", "web-admin/package.json"):
        path = workspace / name
        path.write_text(path.read_text().replace("0.2.0", f"0.2.{number}"))
    return runner.Runner(engine, workspace.parent, workspace, image_test.RUNNER_USER)


def engine_overhead(engine):
    """Measures how long the engine takes to start and stop a container whose process does almost nothing."""
    return timed(engine.line({}, [], "/", ["/opt/java/bin/java", "--dry-run", "-version"]))


def report(start, other, steps):
    def median(rows, column):
        return statistics.median(row[column] for row in rows)

    ratio = statistics.median(mine[0] / theirs[0] for mine, theirs in zip(start, other))
    print(f"\n{REPETITIONS} repetitions, medians (lowest to highest)\n")
    print("| figure | measured | goal |\n|---|---|---|")
    print(f"| `px-plugin --version` in the image | {spread(start)} | |")
    print(f"| `vsce --version` | {spread(other)} | |")
    print(f"| their ratio | {ratio:.2f} | <= 0.35 |")
    print(f"| whole action, with the engine's own start | {spread(steps)} | <= 2 s |")
    overhead = [row[2] for row in steps]
    print(f"| of that, the engine and an idle JVM | {spread(overhead)} | |")
    print(f"| CPU time of the whole action | {median(steps, 3):.2f} s, of that the engine and an idle JVM {median(overhead, 1):.2f} s | |")
    print(f"| peak memory of the action | {median(steps, 1):.0f} MiB | <= 200 MB |")
    print(f"| CPU time of `--version` | {median(start, 1):.2f} s, vsce {median(other, 1):.2f} s | |")


def spread(rows):
    times = sorted(row[0] for row in rows)
    return f"{statistics.median(times):.2f} s ({times[0]:.2f} to {times[-1]:.2f})"


if __name__ == "__main__":
    main()
