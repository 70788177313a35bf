"""Measures packing against tar and pigz: whole processes, alternating, medians. Prints Markdown."""

import hashlib
import itertools
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

WORK = pathlib.Path("target/benchmark/pack")
CORPUS = WORK / "corpus"
LEVELS = ("balanced", "fast")
TOOLS = ("typescript@5", "webpack@5", "next@15", "eslint@9", "prettier@3", "@vscode/vsce@3")
DEBIAN = ("golang-1.19-go", "hugo", "docker.io")
VSCE = "@vscode/vsce@3.9.2"
PX_PLUGIN = os.environ.get("PX_PLUGIN", "./px-plugin")


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


def standard(assets, rng):
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


def small_files(assets, rng):
    vocabulary = words(rng)
    cumulative = list(itertools.accumulate(1 / (i + 3) for i in range(len(vocabulary))))
    content = text(rng, vocabulary, cumulative, 4_000_000).encode()
    for folder in range(100):
        (assets / f"{folder:02}").mkdir(parents=True)
        for i in range(1000):
            start = rng.randrange(len(content) - 1000)
            (assets / f"{folder:02}" / f"{i:03}.js").write_bytes(content[start : start + 1000])


def large(assets, rng):
    vocabulary = words(rng)
    cumulative = list(itertools.accumulate(1 / (i + 3) for i in range(len(vocabulary))))
    content = text(rng, vocabulary, cumulative, 9_000_000).encode()
    assets.mkdir(parents=True, exist_ok=True)
    for i in range(40):
        with open(assets / f"{i:02}.bin", "wb") as file:
            for _ in range(10):
                start = rng.randrange(len(content))
                file.write(content[start:] + content[:start] + rng.randbytes(10_000_000 - len(content)))


def real(assets, rng):
    """Modules of tools from npm, and programs from Debian written in Go and C++."""
    tools = WORK / "tools-b"
    run(["npm", "install", "--prefix", tools, "--no-audit", "--no-fund", "--ignore-scripts", *TOOLS])
    shutil.copytree(tools / "node_modules", assets / "npm", ignore=unpackable)
    # Folders of this name are packed only in the output of a bundler.
    for folder in sorted(assets.rglob("node_modules"), reverse=True):
        folder.rename(folder.with_name("modules"))
    downloads = WORK / "debian"
    downloads.mkdir(exist_ok=True)
    run(["apt-get", "-q", "download", *DEBIAN], cwd=downloads)
    for package in downloads.glob("*.deb"):
        run(["dpkg-deb", "-x", package.name, "files"], cwd=downloads)
    programs = assets / "programs"
    programs.mkdir()
    large = [f for f in (downloads / "files").rglob("*") if f.is_file() and not f.is_symlink()]
    for file in [*large, pathlib.Path(shutil.which("node")).resolve()]:
        if file.stat().st_size > 5_000_000:
            shutil.copyfile(file, programs / f"{file.name}.bin")


def unpackable(folder, names):
    """What a package must not contain, or does not: links, keys, environment files."""
    return [n for n in names if os.path.islink(f"{folder}/{n}") or n.startswith(".") or n.endswith((".pem", ".key"))]


def run(command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)


CORPORA = {"standard": standard, "small-files": small_files, "large": large, "real": real, "identical": standard}


def create_corpus(name):
    shutil.rmtree(CORPUS, ignore_errors=True)
    shutil.copytree("docs/examples/note-plugin", CORPUS)
    manifest = {"name": "corpus", "version": "1.0.0", "publisher": "corpus", "engines": {"vscode": "^1.0.0"}}
    (CORPUS / "package.json").write_text(json.dumps(manifest))
    CORPORA[name](CORPUS / "assets", random.Random(1))


def measured(command):
    """Wall time and CPU time in seconds, and the peak memory of the largest process in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"failed: {command}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def identical():
    digests = {}
    for jdk in os.environ.get("JDKS", "").split() or [str(pathlib.Path(shutil.which("java")).resolve().parent.parent)]:
        for threads in (1, 2, 8):
            out = WORK / "identical"
            environment = os.environ | {"JAVA_HOME": jdk, "JDK_JAVA_OPTIONS": f"-XX:ActiveProcessorCount={threads}"}
            subprocess.run(
                f"{PX_PLUGIN} pack --project {CORPUS} --output {out}",
                shell=True,
                check=True,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            version = subprocess.run([f"{jdk}/bin/java", "-version"], check=True, capture_output=True, text=True).stderr
            digest = hashlib.sha256(next(out.glob("*.pxp")).read_bytes()).hexdigest()
            digests[digest] = digest
            print(f"{digest}  {threads} threads, {version.splitlines()[0]}")
    if len(digests) > 1:
        sys.exit("the packages differ")


def node_commands():
    vsce = WORK / "vsce"
    run(["npm", "install", "--prefix", vsce, "--no-audit", "--no-fund", "--ignore-scripts", VSCE])
    out = WORK.resolve()
    flags = "--no-dependencies --allow-missing-repository --skip-license"
    program = vsce.resolve() / "node_modules" / ".bin" / "vsce"
    return {
        "npm pack": (f"cd {CORPUS} && npm pack --silent --ignore-scripts --pack-destination {out}", out / "corpus-1.0.0.tgz"),
        "vsce package": (f"cd {CORPUS} && {program} package {flags} --out {out}/corpus.vsix", out / "corpus.vsix"),
    }


def main():
    runs, corpus = int(sys.argv[1]), sys.argv[2]
    create_corpus(corpus)
    if corpus == "identical":
        identical()
        return
    commands = {"tar, pigz -6": (f"tar -C {CORPUS} --sort=name -cf - . | pigz -6 > {WORK}/pigz.tgz", WORK / "pigz.tgz")}
    for level in LEVELS:
        out = WORK / level
        commands[f"pack --level {level}"] = (f"{PX_PLUGIN} pack --project {CORPUS} --output {out} --level {level}", out)
    package = WORK / LEVELS[0]
    # 7: the package has no signature unless PX_SIGNING_KEY is set; everything else was verified.
    commands["verify"] = (f"{PX_PLUGIN} verify {package}/*.pxp || test $? -eq 7", package)
    if "node" in sys.argv[3:]:
        commands.update(node_commands())
    times = {name: [] for name in commands}
    for _ in range(runs):
        for name, (command, _) in commands.items():
            times[name].append(measured(command))
    sizes = {name: size(out) for name, (_, out) in commands.items()}
    peer = "tar, pigz -6"
    wall = {name: statistics.median(run[0] for run in times[name]) for name in commands}
    cpu = {name: statistics.median(run[1] for run in times[name]) for name in commands}
    memory = {name: max(run[2] for run in times[name]) for name in commands}
    print(f"{corpus}, {runs} runs each, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end\n")
    print(
        "| command | wall | to pigz | CPU time | to pigz | size to pigz | peak memory |\n|---|---|---|---|---|---|---|"
    )
    for name in commands:
        print(
            f"| {name} | {wall[name]:.2f} s | {wall[name] / wall[peer]:.2f} | {cpu[name]:.2f} s "
            f"| {cpu[name] / cpu[peer]:.2f} | {sizes[name] / sizes[peer]:.3f} | {memory[name]:.0f} MB |"
        )


def size(out):
    return next(out.glob("*.pxp")).stat().st_size if out.is_dir() else out.stat().st_size


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    main()
