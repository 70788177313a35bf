"""Measures prechecks of large plugins: whole processes, medians. Prints Markdown."""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

EXAMPLE = pathlib.Path("docs/examples/note-plugin")
WORK = pathlib.Path("target/benchmark/precheck")
PX_PLUGIN = os.environ.get("PX_PLUGIN", "./px-plugin")
CAPABILITIES = 60
PRECHECK_FAILED = 3


def capability(number):
    return f"com.powerx.plugins.note.bench.c{number}"


def plugin(files):
    """The example plugin with that many small files and with descriptors of 60 capabilities."""
    folder = WORK / f"plugin-{files}"
    if folder.exists():
        return folder
    shutil.copytree(EXAMPLE, folder)
    public = folder / "web-admin/.output/public"
    for number in range(files):
        file = public / f"chunk-{number // 1000:03}" / f"file-{number:06}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"export const value{number} = {number};\n")
    descriptors = folder / "contracts/capabilities"
    example = (descriptors / "com.powerx.plugins.note.note.query.yaml").read_text()
    catalog = folder / "plugin.d/capabilities.yaml"
    imports = ""
    for number in range(CAPABILITIES):
        name = f"{capability(number)}.yaml"
        (descriptors / name).write_text(example.replace("com.powerx.plugins.note.note.query", capability(number)))
        imports += f"    - contracts/capabilities/{name}\n"
    catalog.write_text(catalog.read_text().replace("  provides:\n", imports + "  provides:\n", 1))
    return folder


def measure(folder):
    """Wall time and CPU time in seconds, and peak memory in MB."""
    command = [PX_PLUGIN, "precheck", "--offline", "--project", str(folder)]
    begin = time.time()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, PRECHECK_FAILED):
        raise SystemExit(f"exit code {process.returncode} of {' '.join(command)}")
    return time.time() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def main(runs):
    print("| plugin | wall time | CPU time | peak memory |\n|---|---|---|---|")
    for files in (2_000, 100_000):
        folder = plugin(files)
        measure(folder)
        walls, cpus, peaks = zip(*(measure(folder) for _ in range(runs)))
        print(f"| {files} files and {CAPABILITIES} capabilities | {statistics.median(walls):.2f} s ({min(walls):.2f} to {max(walls):.2f}) "
              f"| {statistics.median(cpus):.1f} s | {min(peaks):.0f} to {max(peaks):.0f} MB |", flush=True)
    print(f"\nload {os.getloadavg()[0]:.1f}")


main(int(sys.argv[1]))
