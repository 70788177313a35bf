"""Plays the GitHub runner for one container action.

Everything here follows the runner's public source (actions/runner, src/Runner.Worker): which folders are mounted where and which
variables are set (Handlers/ContainerActionHandler.cs, Handlers/Handler.cs), how command files are read (FileCommandManager.cs) and how
lines of output become commands (ActionCommandManager.cs).
"""

import dataclasses
import json
import os
import pathlib
import re
import signal
import subprocess
import threading
import time
import uuid

FILE_COMMANDS = {"GITHUB_OUTPUT": "set_output", "GITHUB_STEP_SUMMARY": "step_summary", "GITHUB_ENV": "set_env",
                 "GITHUB_PATH": "add_path", "GITHUB_STATE": "save_state"}
COMMANDS = {"add-mask", "add-matcher", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher", "save-state",
            "set-output", "stop-commands", "warning"}
SUMMARY_LIMIT = 1024 * 1024
CANCELLATION = ((0, signal.SIGINT), (7.5, signal.SIGTERM), (10, signal.SIGKILL))
PROPERTY_ESCAPES = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}
DATA_ESCAPES = {"%0D": "\r", "%0A": "\n", "%25": "%"}


@dataclasses.dataclass
class Command:
    name: str
    properties: dict
    value: str


@dataclasses.dataclass
class Outcome:
    """What a step left. The peak memory is that of the engine's largest process: the action's own, but under docker its client's; the
    CPU time that of all of the engine's processes."""

    exit_code: int
    seconds: float
    cpu_seconds: float
    peak_memory_kib: int
    output: str
    commands: list
    outputs: dict
    environment: dict
    path: list
    summary: str

    def of(self, name):
        return [command for command in self.commands if command.name == name]

    @property
    def masks(self):
        return [command.value for command in self.of("add-mask")]

    @property
    def log(self):
        """What a reader of the job's log sees: every line but the masks, which the runner swallows."""
        return "\n".join(line for line in self.output.split("\n") if not line.lstrip().startswith("::add-mask::"))


class Engine:
    """How a container is started: docker and podman alike, buildah through a working container."""

    def __init__(self, command, image):
        self.command = command
        self.image = image
        self.container = None
        self.entrypoint = []
        if self.is_buildah(command):
            self.container = self._output("from", "--pull-never", image)
            config = json.loads(self._output("inspect", "--type", "image", image))["OCIv1"]["config"]
            self.entrypoint = config["Entrypoint"]

    @staticmethod
    def is_buildah(command):
        return pathlib.Path(command[0]).name == "buildah"

    def _output(self, *arguments):
        return subprocess.run([*self.command, *arguments], check=True, capture_output=True, text=True).stdout.strip()

    def line(self, variables, mounts, workdir, entrypoint=None, arguments=()):
        """The command line that starts the action. The variables' values go by the environment, as the runner does it, except that
        buildah takes none from there."""
        options = [part for name, value in variables.items() for part in ("--env", f"{name}={value}" if self.container else name)]
        options += [part for source, target in mounts for part in ("--volume", f"{source}:{target}")]
        if self.container:
            return [*self.command, "run", "--isolation", "chroot", "--workingdir", workdir, *options, self.container, "--",
                    *(entrypoint or self.entrypoint), *arguments]
        entry = ["--entrypoint", entrypoint[0]] if entrypoint else []
        rest = entrypoint[1:] if entrypoint else []
        return [*self.command, "run", "--rm", "--network", "host", "--workdir", workdir, *options, *entry, self.image, *rest, *arguments]

    def signal(self, process, number):
        """Passes a signal on to the action, as docker's client does; buildah keeps signals to itself, so its last descendant gets it."""
        pid = process.pid
        while self.container and (children := children_of(pid)):
            pid = children[-1]
        os.kill(pid, number)

    def close(self):
        if self.container:
            self._output("rm", self.container)


class Runner:
    """One job with its folders; each step runs one action in it."""

    def __init__(self, engine, folder, workspace, owner):
        self.engine = engine
        self.workspace = pathlib.Path(workspace)
        self.temp = pathlib.Path(folder) / "_temp"
        self.owner = owner
        self.folders = {"/github/home": self.temp / "_github_home", "/github/workflow": self.temp / "_github_workflow",
                        "/github/file_commands": self.temp / "_runner_file_commands", "/github/runner_temp": self.temp,
                        "/github/workspace": self.workspace}
        for path in self.folders.values():
            path.mkdir(parents=True, exist_ok=True)
        (self.folders["/github/workflow"] / "event.json").write_text(json.dumps({"ref": "refs/tags/v0.2.0"}))
        for path in [self.workspace, *self.workspace.rglob("*"), *self.temp.rglob("*"), self.temp]:
            give(path, owner)

    def step(self, inputs, environment=None, cancel_at=None):
        """Runs the action; inputs are named as in a workflow. It is cancelled when it prints a line that contains cancel_at."""
        files = {name: self._command_file(prefix) for name, prefix in FILE_COMMANDS.items()}
        variables = self._variables(inputs, files) | (environment or {})
        line = self.engine.line(variables, [(source, target) for target, source in self.folders.items()], "/github/workspace")
        started = time.monotonic()
        process = subprocess.Popen(line, env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/root")} | variables,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        with process.stdout:
            output = self._cancel(process, cancel_at) if cancel_at else process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        summary = files["GITHUB_STEP_SUMMARY"].read_bytes()
        if len(summary) > SUMMARY_LIMIT:
            raise ValueError(f"the runner refuses a summary of {len(summary)} bytes")
        return Outcome(process.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, output, list(commands_in(output)), pairs_in(files["GITHUB_OUTPUT"].read_text()),
                       pairs_in(files["GITHUB_ENV"].read_text()), files["GITHUB_PATH"].read_text().split(), summary.decode())

    def _cancel(self, process, cancel_at):
        """SIGINT, 7.5 s later SIGTERM, 2.5 s later the end (ProcessInvoker.cs); what was sent is in signals."""
        output, self.signals = "", []
        for line in process.stdout:
            output += line
            if cancel_at in line:
                break
        ended = threading.Event()
        threads = [threading.Timer(delay, self._send, (process, number, ended)) for delay, number in CANCELLATION]
        for thread in threads:
            thread.start()
        output += process.stdout.read()
        ended.set()
        for thread in threads:
            thread.cancel()
            thread.join()
        return output

    def _send(self, process, number, ended):
        if not ended.is_set():
            self.signals.append(number)
            self.engine.signal(process, number)

    def _command_file(self, prefix):
        path = self.folders["/github/file_commands"] / f"{prefix}_{uuid.uuid4()}"
        path.touch()
        give(path, self.owner)
        return path

    def _variables(self, inputs, files):
        variables = {f"INPUT_{name.replace(' ', '_').upper()}": value for name, value in inputs.items()}
        variables |= {name: f"/github/file_commands/{path.name}" for name, path in files.items()}
        return variables | {
            "CI": "true", "GITHUB_ACTIONS": "true", "HOME": "/github/home",
            "GITHUB_ACTION": "publish", "GITHUB_ACTION_REPOSITORY": "powerx/publish-action", "GITHUB_ACTION_REF": "v1",
            "GITHUB_ACTOR": "octocat", "GITHUB_API_URL": "https://api.github.com", "GITHUB_BASE_REF": "", "GITHUB_HEAD_REF": "",
            "GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": "/github/workflow/event.json",
            "GITHUB_GRAPHQL_URL": "https://api.github.com/graphql", "GITHUB_JOB": "publish", "GITHUB_REF": "refs/tags/v0.2.0",
            "GITHUB_REF_NAME": "v0.2.0", "GITHUB_REF_PROTECTED": "false", "GITHUB_REF_TYPE": "tag",
            "GITHUB_REPOSITORY": "acme/note-plugin", "GITHUB_REPOSITORY_ID": "1", "GITHUB_REPOSITORY_OWNER": "acme",
            "GITHUB_RETENTION_DAYS": "90", "GITHUB_RUN_ATTEMPT": "1", "GITHUB_RUN_ID": "42", "GITHUB_RUN_NUMBER": "7",
            "GITHUB_SERVER_URL": "https://github.com", "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
            "GITHUB_WORKFLOW": "Release", "GITHUB_WORKFLOW_REF": "acme/note-plugin/.github/workflows/release.yml@refs/tags/v0.2.0",
            "GITHUB_WORKSPACE": "/github/workspace", "RUNNER_ARCH": "X64", "RUNNER_ENVIRONMENT": "github-hosted",
            "RUNNER_NAME": "runner", "RUNNER_OS": "Linux", "RUNNER_TEMP": "/github/runner_temp", "RUNNER_TOOL_CACHE": "/opt/hostedtoolcache",
            "RUNNER_WORKSPACE": "/github",
        }


def children_of(pid):
    """Processes, whichever of its threads started them."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return sorted(found)


def give(path, owner):
    """To a user and its group; what an ordinary user makes is that user's already."""
    if os.getuid() == 0:
        os.chown(path, owner, owner, follow_symlinks=False)


def commands_in(output):
    """The commands that the runner would carry out, in order; between ::stop-commands::TOKEN and ::TOKEN:: there are none."""
    stopped = None
    for line in output.split("\n"):
        match = re.match(r"\s*::(?P<name>[^ :]+)(?: (?P<properties>.*?))?::(?P<value>.*)$", line.rstrip("\r"))
        if not match:
            continue
        name = match["name"]
        if stopped:
            stopped = None if name == stopped else stopped
        elif name == "stop-commands":
            stopped = match["value"]
        elif name in COMMANDS:
            properties = dict(pair.split("=", 1) for pair in (match["properties"] or "").split(",") if "=" in pair)
            yield Command(name, {key: unescape(value, PROPERTY_ESCAPES) for key, value in properties.items()},
                          unescape(match["value"], DATA_ESCAPES))


def unescape(text, escapes):
    return re.sub("|".join(escapes), lambda match: escapes[match[0]], text)


def pairs_in(text):
    """NAME=VALUE lines and NAME<<DELIMITER blocks."""
    pairs, lines = {}, iter(text.split("\n"))
    for line in lines:
        if not line:
            continue
        equals, heredoc = line.find("="), line.find("<<")
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            name, value = line.split("=", 1)
        elif heredoc >= 0:
            name, delimiter = line.split("<<", 1)
            block = []
            for part in lines:
                if part == delimiter:
                    break
                block.append(part)
            else:
                raise ValueError(f"no closing {delimiter} for {name}")
            value = "\n".join(block)
        else:
            raise ValueError(f"not an output: {line[:80]}")
        if not name:
            raise ValueError("an output without a name")
        pairs[name] = value
    return pairs
