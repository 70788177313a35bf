"""Runs the action's image as a runner does and checks what it leaves behind. Started by .ci/image."""

import argparse
import base64
import html
import http.server
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True
import runner  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs/examples/note-plugin"
RUNNER_USER = os.getuid() or 1001
PASSPHRASE = "canary-passphrase-0vzkq"
SIZE_LIMIT = 140e6
HOSTILE = "Note ::set-output name=status::owned%0A::error::injected <img src=x onerror=alert(1)> [click](javascript:alert(1)) | `x`"
arguments = None


class Sandbox:
    """A Marketplace on loopback, with what a publisher needs for it: its settings, named as the action's inputs are."""

    def __init__(self, folder):
        jars = ROOT / "action/target/px-plugin/lib/*"
        self.process = subprocess.Popen(
            ["java", "-cp", str(jars), "io.powerx.publish.cli.PxPlugin", "sandbox", "--json", "--port", "0", "--sandbox-data", folder / "sandbox"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        text = ""
        for line in self.process.stdout:
            text += line
            if line.startswith("}"):
                break
        self.settings = json.loads(text)

    def close(self):
        self.process.terminate()
        self.process.wait(120)
        self.process.stdout.close()


def encrypted_key(path):
    """The sandbox's signing key as a workflow keeps it: in the secret's text, behind a passphrase."""
    return subprocess.run(["openssl", "pkcs8", "-topk8", "-in", path, "-passout", f"pass:{PASSPHRASE}"], check=True, capture_output=True, text=True).stdout


def encodings(secret):
    """A secret in the forms in which it may be repeated: plain, in base64 with other bytes before it, for URLs, in JSON."""
    plain = {secret, urllib.parse.quote(secret, safe=""), json.dumps(secret)[1:-1]}
    return [*plain, *(base64.b64encode(b"x" * offset + secret.encode()).decode() for offset in range(3))]


def spellings(secret):
    """What would give a secret away: its encodings, less what base64 mixes with the bytes around it."""
    *plain, first, second, third = encodings(secret)
    return [*plain, first[:-4], second[4:-4], third[4:-4]]


class HostileMarketplace:
    """Knows no preflight, and refuses every publish with commands, markup and, in every spelling, the token that it was sent."""

    def __init__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(200, {"items": []})

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", "0")))
                if self.path.endswith("/preflight"):
                    self.answer(404, {"type": "about:blank", "status": 404, "code": "not_found"})
                    return
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                self.answer(403, {"type": "about:blank", "status": 403, "code": "missing_permission", "supportUrl": "javascript:alert(1)",
                                  "title": HOSTILE, "detail": f"{HOSTILE}\n::error::injected\r##[error]injected {' '.join(encodings(token))}"})

            def answer(self, status, body):
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json" if status == 200 else "application/problem+json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class ActionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="px-image-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.engine = runner.Engine(arguments.engine, arguments.image)
        cls.addClassCleanup(cls.engine.close)
        cls.sandbox = Sandbox(cls.folder)
        cls.addClassCleanup(cls.sandbox.close)
        settings = cls.sandbox.settings
        cls.key = encrypted_key(settings["signing-key"])
        cls.inputs = settings | {
            "signing-key": cls.key, "signing-passphrase": PASSPHRASE,
            "signing-certificate": pathlib.Path(settings["signing-certificate"]).read_text(),
        }
        cls.secrets = [settings["token"], PASSPHRASE, "canary-runtime-token", *[line for line in cls.key.split("\n") if line and "---" not in line]]

    def job(self, prepare=lambda workspace: None):
        """A job with the example plugin checked out below its workspace, owned by the runner's user."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        workspace = folder / "work"
        shutil.copytree(EXAMPLE, workspace / "plugins/note", symlinks=True)
        prepare(workspace / "plugins/note")
        return runner.Runner(self.engine, folder, workspace, RUNNER_USER)

    def run_step(self, job, environment=None, cancel_at=None, **changes):
        inputs = {name: value for name, value in (self.inputs | {"project": "plugins/note"} | changes).items() if value is not None}
        outcome = job.step(inputs, {"ACTIONS_RUNTIME_TOKEN": "canary-runtime-token"} | (environment or {}), cancel_at)
        self.assert_tidy(job, outcome)
        return outcome

    def assert_tidy(self, job, outcome):
        """What holds after every step, whatever it did."""
        for folder in (job.workspace, job.temp):
            for path in [folder, *folder.rglob("*")]:
                self.assertEqual(path.lstat().st_uid, RUNNER_USER, f"{path} belongs to another user")
        texts = {"the log": outcome.log} | {str(path): path.read_text(errors="replace")
                                            for folder in (job.workspace, job.temp) for path in folder.rglob("*") if path.is_file()}
        for secret in self.secrets:
            for spelling in spellings(secret):
                for where, text in texts.items():
                    self.assertNotIn(spelling, text, f"a secret is in {where}")
        self.assertEqual((outcome.environment, outcome.path), ({}, []), "the environment of later steps was touched")
        for level in ("error", "warning", "notice"):
            self.assertLessEqual(len(outcome.of(level)), 10, f"the runner drops {level} annotations after the tenth")
        self.assertEqual(len(outcome.of("group")), len(outcome.of("endgroup")))

    def test_publishes_and_tells_the_workflow(self):
        job = self.job()
        outcome = self.run_step(job)
        self.assertEqual(outcome.exit_code, 0, outcome.log)
        outputs = outcome.outputs
        for name in ("publish-id", "version-id", "review-queue-id", "next-check-at", "review-url", "status", "content-digest", "package-sha256"):
            self.assertTrue(outputs.get(name), f"no output {name}")
        self.assertEqual((outputs["published"], outputs["already-published"], outputs["findings-error"]), ("true", "false", "0"))
        receipt = json.loads((job.workspace / outputs["receipt-path"]).read_text())
        self.assertEqual(receipt["publishId"], outputs["publish-id"])
        self.assertEqual(json.loads(outputs["receipt-json"])["versionId"], outputs["version-id"])
        digest = subprocess.run(["sha256sum", job.workspace / outputs["package-path"]], check=True, capture_output=True, text=True).stdout.split()[0]
        self.assertEqual(digest, outputs["package-sha256"])
        for text in ("0.2.0", "stable", digest, outputs["review-url"]):
            self.assertIn(text, html.unescape(outcome.summary))
        self.assertEqual(len(outcome.of("notice")), 1)
        self.assertTrue(outcome.of("group"))
        masked = "\n".join(outcome.masks)
        for secret in (self.inputs["token"], PASSPHRASE):
            self.assertIn(secret, masked)
        print(f"\n  published in {outcome.seconds:.1f} s, engine and all; peak memory {outcome.peak_memory_kib / 1024:.0f} MiB")

        again = self.run_step(job)
        self.assertEqual(again.exit_code, 0, again.log)
        self.assertEqual((again.outputs["already-published"], again.outputs["publish-id"]), ("true", outputs["publish-id"]))

    def test_a_workflow_without_a_marketplace_publishes_to_the_sandbox_in_the_container(self):
        job = self.job()
        nothing = {name: None for name in self.inputs}
        outcome = self.run_step(job, sandbox="true", **nothing)
        self.assertEqual(outcome.exit_code, 0, outcome.log)
        self.assertEqual((outcome.outputs["status"], outcome.outputs["receipt-path"]), ("queued", "publish-receipt.sandbox.json"))
        self.assertNotIn("127.0.0.1", outcome.log + outcome.summary)

        status = self.run_step(job, command="status", sandbox="true", **nothing)
        self.assertEqual(status.exit_code, 0, status.log)
        self.assertIn(outcome.outputs["publish-id"], status.log)
        print(f"\n  published to the sandbox in the container in {outcome.seconds:.1f} s")

    def test_a_failed_precheck_is_annotated_on_its_line(self):
        def break_it(plugin):
            (plugin / "backend/bin/migrate").unlink()
            text = (plugin / "plugin.yaml").read_text()
            (plugin / "plugin.yaml").write_text(text.replace("version: 0.2.0", "version: 0.3.0-rc.1", 1))

        job = self.job(break_it)
        outcome = self.run_step(job)
        self.assertNotEqual(outcome.exit_code, 0, outcome.log)
        self.assertEqual(outcome.outputs["error-code"], "precheck_failed")
        self.assertGreater(int(outcome.outputs["findings-error"]), 0)
        places = [error.properties for error in outcome.of("error") if error.properties.get("file")]
        self.assertIn("plugins/note/plugin.yaml", {place["file"] for place in places})
        self.assertTrue(all(int(place["line"]) > 0 for place in places if "line" in place))
        self.assertIn("plugin.yaml", outcome.summary)

    def test_a_missing_token_is_told_in_the_words_of_a_workflow(self):
        outcome = self.run_step(self.job(), token=None)
        self.assertNotEqual(outcome.exit_code, 0)
        self.assertTrue(outcome.outputs["error-code"])
        self.assertIn("token", outcome.summary)
        self.assertIn("id-token: write", html.unescape(outcome.summary))
        self.assertNotIn("--token-file", outcome.summary + outcome.log)

    def test_inputs_are_read_with_hyphens_and_with_underscores(self):
        for name in ("dry-run", "dry_run"):
            job = self.job()
            outcome = self.run_step(job, **{name: "true"})
            self.assertEqual(outcome.exit_code, 0, outcome.log)
            self.assertNotIn("publish-id", {key for key, value in outcome.outputs.items() if value})

    def test_an_unknown_input_is_warned_of(self):
        outcome = self.run_step(self.job(), **{"dry-run": "true", "chanel": "beta"})
        self.assertIn("chanel", " ".join(warning.value for warning in outcome.of("warning")))

    def test_foreign_text_cannot_give_commands(self):
        def poison(plugin):
            text = (plugin / "plugin.yaml").read_text()
            (plugin / "plugin.yaml").write_text(text.replace("name: Note Plugin", f"name: {json.dumps(HOSTILE)}", 1))
            notes = plugin / "notes.md"
            notes.write_text("## 0.2.0\n::warning::injected from the notes\n##[error]injected\n<script>alert(1)</script> long enough to pass\n")

        job = self.job(poison)
        outcome = self.run_step(job, notes="plugins/note/notes.md", **{"dry-run": "true"})
        for command in outcome.commands:
            self.assertNotIn(command.name, ("set-output", "save-state"))
            self.assertFalse(command.value.startswith("injected"), command)
        self.assertNotIn("##[error]injected", outcome.log)
        self.assertNotEqual(outcome.outputs.get("status"), "owned")
        for markup in ("<img", "<script", "](javascript:"):
            self.assertNotIn(markup, outcome.summary)

    def test_a_hostile_marketplace_gives_no_commands_and_learns_no_secret_its_way_out(self):
        marketplace = HostileMarketplace()
        self.addCleanup(marketplace.close)
        job = self.job()
        outcome = self.run_step(job, {"RUNNER_DEBUG": "1"}, **{"api-url": marketplace.url, "telemetry": "off"})
        self.assertNotEqual(outcome.exit_code, 0)
        self.assertEqual(outcome.outputs["error-code"], "missing_permission")
        self.assertTrue((job.workspace / outcome.outputs["package-path"]).is_file())
        self.assertTrue((job.workspace / "publish-debug.log").is_file())
        for command in outcome.commands:
            self.assertNotIn(command.name, ("set-output", "save-state"))
            self.assertFalse(command.value.startswith("injected"), command)
        self.assertNotIn("##[", outcome.log)
        for markup in ("<img", "](javascript:", 'href="javascript'):
            self.assertNotIn(markup, outcome.summary)

    def test_a_cancelled_publish_ends_in_time_and_the_next_run_goes_on(self):
        job = self.job(lambda plugin: [path.write_text(path.read_text().replace("0.2.0", "0.1.9"))
                                       for path in (plugin / "plugin.yaml", plugin / "CHANGELOG.md", plugin / "web-admin/package.json")])
        outcome = self.run_step(job, cancel_at="::group::Upload", **{"upload-limit": "1KiB/s"})
        self.assertEqual(job.signals, [signal.SIGINT], "the runner had to ask again")
        self.assertEqual(outcome.exit_code, 130, outcome.log)
        self.assertEqual((outcome.outputs["status"], outcome.outputs["error-code"]), ("interrupted", "interrupted"))
        self.assertIn("re-run the job", outcome.summary)
        self.assertTrue(list((job.workspace / "plugins/note/.px-plugin").rglob("journal.jsonl")))
        again = self.run_step(job)
        self.assertEqual(again.exit_code, 0, again.log)
        self.assertEqual((again.outputs["published"], again.outputs["publish-id"]), ("true", outcome.outputs["publish-id"]))

    def test_sarif_names_files_as_the_repository_does(self):
        job = self.job(lambda plugin: (plugin / "backend/bin/migrate").unlink())
        outcome = self.run_step(job, command="precheck", **{"report-format": "sarif", "report-file": "precheck.sarif", "fail-on": "never"})
        self.assertEqual(outcome.exit_code, 0, outcome.log)
        results = json.loads((job.workspace / "precheck.sarif").read_text())["runs"][0]["results"]
        self.assertTrue(results)
        for result in results:
            file = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            self.assertTrue((job.workspace / file).exists() and file.startswith("plugins/note/"), file)

    def test_folders_that_inputs_name_belong_to_the_workspaces_owner(self):
        marketplace = HostileMarketplace()
        self.addCleanup(marketplace.close)
        job = self.job()
        outcome = self.run_step(job, output="out/of/packages", **{"api-url": marketplace.url})
        self.assertNotEqual(outcome.exit_code, 0)
        self.assertTrue((job.workspace / "out/of/packages").is_dir())

    def test_a_project_outside_the_workspace_is_refused(self):
        outcome = self.run_step(self.job(), project="../../etc")
        self.assertNotEqual(outcome.exit_code, 0)
        self.assertTrue(outcome.outputs["error-code"])


class ImageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.engine = runner.Engine(arguments.engine, arguments.image)
        cls.addClassCleanup(cls.engine.close)

    def test_is_small(self):
        whole, base = size(arguments.image), size(arguments.base)
        print(f"\n  size: {whole / 1e6:.1f} MB, {(whole - base) / 1e6:.1f} MB above a base of {base / 1e6:.1f} MB")
        self.assertLessEqual(whole, SIZE_LIMIT)

    def test_starts_without_a_shell_a_user_or_a_health_check(self):
        config = configuration(arguments.image)
        self.assertEqual(config["Entrypoint"][0], "/opt/java/bin/java")
        self.assertFalse(config.get("User") or config.get("Healthcheck"))
        self.assertIn("org.opencontainers.image.revision", config["Labels"])

    def test_keys_of_every_form_sign_and_are_verified(self):
        """What is left of the libraries, and of Java, must do all that a signing profile may ask of them."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="px-image-keys-"))
        self.addCleanup(shutil.rmtree, folder)
        shutil.copytree(EXAMPLE, folder / "plugin", symlinks=True)
        encrypted = ["-passout", f"pass:{PASSPHRASE}"]
        forms = {
            "pkcs8": ["pkcs8", "-topk8", "-nocrypt", "-in"],
            "pbes2": ["pkcs8", "-topk8", *encrypted, "-in"],
            "pbes1": ["pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", *encrypted, "-in"],
            "sec1": ["ec", "-in"],
            "sec1-encrypted": ["ec", "-aes256", *encrypted, "-in"],
            "pkcs1": ["rsa", "-traditional", "-in"],
            "pkcs1-encrypted": ["rsa", "-traditional", "-aes256", *encrypted, "-in"],
            "pkcs12": ["pkcs12", "-export", *encrypted, "-nocerts", "-inkey"],
        }
        keys = {
            ("p256", "EC", "ec_paramgen_curve:P-256"): {"cms": ["pkcs8", "pbes2", "pbes1", "sec1", "sec1-encrypted", "pkcs12"], "ecdsa-p256": ["pkcs8"]},
            ("p384", "EC", "ec_paramgen_curve:P-384"): {"cms": ["pbes2"]},
            ("rsa", "RSA", "rsa_keygen_bits:2048"): {"cms": ["pkcs1-encrypted", "pkcs12"], "rsa-pkcs1": ["pbes2"], "rsa-pss": ["pkcs1"]},
            ("ed25519", "ED25519", None): {"cms": ["pkcs8", "pbes2", "pbes1"]},
        }
        request = folder / "request.cnf"
        request.write_text("[req]\ndistinguished_name = name\n[name]\n")
        for (name, algorithm, option), profiles in keys.items():
            key = folder / f"{name}.key"
            openssl("genpkey", "-algorithm", algorithm, "-out", key, *(["-pkeyopt", option] if option else []))
            # OpenSSL's default configuration makes every self-signed certificate a CA certificate.
            openssl("req", "-config", request, "-x509", "-key", key, "-subj", "/CN=Signer", "-addext", "keyUsage=critical,digitalSignature",
                    "-addext", "extendedKeyUsage=codeSigning", "-addext", "basicConstraints=critical,CA:FALSE", "-out", folder / f"{name}.crt")
            for profile, wanted in profiles.items():
                for form in wanted:
                    with self.subTest(key=name, form=form, profile=profile):
                        openssl(*forms[form], key, "-out", folder / f"{name}.{form}")
                        self.sign_and_verify(folder, name, form, profile)

    def sign_and_verify(self, folder, name, form, profile):
        output = f"/keys/{name}-{form}-{profile}"
        variables = {"PX_SIGNING_KEY": f"/keys/{name}.{form}", "PX_SIGNING_CERTIFICATE": f"/keys/{name}.crt", "PX_SIGNING_PROFILE": profile,
                     "PX_SIGNING_PASSPHRASE": PASSPHRASE, "PX_PROJECT": "/keys/plugin"}
        packed = self.command(["pack", "--output", output], variables, folder)
        if name == "ed25519":
            # The key is read; what is refused is a signature that OpenSSL 3.0 could not verify.
            self.assertEqual(packed.returncode, 7, packed.stdout + packed.stderr)
            self.assertIn("OpenSSL 3.0 cannot verify a CMS signature that is made with Ed25519", packed.stderr)
            return
        self.assertEqual(packed.returncode, 0, packed.stderr)
        (package,) = (folder / output.removeprefix("/keys/")).glob("*.pxp")
        verified = self.command(["verify", f"{output}/{package.name}", "--trust", f"/keys/{name}.crt"], {}, folder)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def test_arguments_are_a_command_line_of_px_plugin(self):
        line = self.engine.line({}, [], "/", arguments=["version"])
        done = subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"^px-plugin \d+\.\d+\.\d+")

    def command(self, words, variables, folder, *options):
        """Runs px-plugin in the image, with a folder of this machine as /keys."""
        java = configuration(arguments.image)["Entrypoint"][:-1]
        mounts = [(str(folder), "/keys")] if folder else []
        line = self.engine.line(variables, mounts, "/", [*java, *options, "io.powerx.publish.cli.PxPlugin"], words)
        return subprocess.run(line, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=os.environ | variables)

    def test_starts_from_the_cache(self):
        started = time.monotonic()
        done = self.command(["--version"], {}, None, "-XX:AOTMode=on", "-Xlog:aot")
        print(f"\n  --version in {time.monotonic() - started:.2f} s, engine and all")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Using AOT-linked classes: true", done.stdout)


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def configuration(image):
    if runner.Engine.is_buildah(arguments.engine):
        return json.loads(subprocess.check_output([*arguments.engine, "inspect", "--type", "image", image]))["OCIv1"]["config"]
    return json.loads(subprocess.check_output([*arguments.engine, "image", "inspect", image]))[0]["Config"]


def size(image):
    """Bytes of all files, uncompressed."""
    if not runner.Engine.is_buildah(arguments.engine):
        return json.loads(subprocess.check_output([*arguments.engine, "image", "inspect", image]))[0]["Size"]
    container = subprocess.check_output([*arguments.engine, "from", "--pull-never", image], text=True).strip()
    try:
        mount = pathlib.Path(subprocess.check_output([*arguments.engine, "mount", container], text=True).strip())
        return sum(path.lstat().st_size for path in mount.rglob("*") if path.is_symlink() or path.is_file())
    finally:
        subprocess.check_output([*arguments.engine, "rm", container])


def parse(words):
    parser = argparse.ArgumentParser()
    parser.add_argument("--image", required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("engine", nargs=argparse.REMAINDER, help="the engine's command line")
    return parser.parse_args(words)


if __name__ == "__main__":
    arguments = parse(sys.argv[1:])
    unittest.main(argv=[sys.argv[0]], verbosity=2)
