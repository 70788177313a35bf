"""Measures packing against tar and pigz: whole processes, alternating, medians. Prints Markdown."""

import itertools
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time

WORK = pathlib.Path("target/benchmark/pack")
CORPUS = WORK / "corpus"
LEVELS = ("balanced", "fast")


def words(rng):
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    weights = [max(1, 30 - i) for i in range(26)]
    return ["".join(rng.choices(letters, weights, k=rng.randint(2, 10))) for _ in range(6000)]


def text(rng, vocabulary, cumulative, size):
    lines, length = [], 0
    while length < size:
        line = "  " * rng.randint(0, 3) + " ".join(rng.choices(vocabulary, cum_weights=cumulative, k=rng.randint(4, 14)))
        kind = rng.random()
        if kind < 0.1:
            line += f" = {rng.randint(0, 100000)};"
        elif kind < 0.3:
            line += "();"
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines) + "\n"


def create_corpus():
    rng = random.Random(1)
    shutil.rmtree(CORPUS, ignore_errors=True)
    shutil.copytree("docs/examples/note-plugin", CORPUS)
    assets = CORPUS / "assets"
    for name in ("text", "random", "jvm"):
        (assets / name).mkdir(parents=True)
    vocabulary = words(rng)
    cumulative = list(itertools.accumulate(1 / (i + 3) for i in range(len(vocabulary))))
    for i in range(2000):
        (assets / "text" / f"{i:04}.js").write_text(text(rng, vocabulary, cumulative, 71_000))
    for i in range(12):
        (assets / "random" / f"{i}.bin").write_bytes(rng.randbytes(10_000_000))
    home = pathlib.Path(shutil.which("java")).resolve().parent.parent
    shutil.copy(home / "lib" / "modules", assets / "jvm")
    shutil.copy(home / "lib" / "server" / "libjvm.so", assets / "jvm")


def measured(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    runs = int(sys.argv[1])
    create_corpus()
    commands = {"tar, pigz -6": (f"tar -C {CORPUS} --sort=name -cf - . | pigz -6 > {WORK}/pigz.tgz", WORK / "pigz.tgz")}
    for level in LEVELS:
        out = WORK / level
        commands[f"pack --level {level}"] = (f"./px-plugin pack --project {CORPUS} --output {out} --level {level}", out)
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, (command, _) in commands.items():
            times[name].append(measured(command))
    sizes = {name: size(out) for name, (_, out) in commands.items()}
    peer = "tar, pigz -6"
    wall = {name: statistics.median(run[0] for run in times[name]) for name in commands}
    cpu = {name: statistics.median(run[1] for run in times[name]) for name in commands}
    print(f"{runs} runs each, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end\n")
    print("| command | wall | to pigz | CPU time | to pigz | size to pigz |\n|---|---|---|---|---|---|")
    for name in commands:
        print(
            f"| {name} | {wall[name]:.2f} s | {wall[name] / wall[peer]:.2f} | {cpu[name]:.2f} s "
            f"| {cpu[name] / cpu[peer]:.2f} | {sizes[name] / sizes[peer]:.3f} |"
        )


def size(out):
    return next(out.glob("*.pxp")).stat().st_size if out.is_dir() else out.stat().st_size


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    main()
