"""Publishes to the sandbox with the real Prometheus and Alertmanager on loopback, and checks what arrives at Slack and PagerDuty."""

import http.server
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPERATIONS = ROOT / "docs/operations"
PATIENCE = 300


class Inbox(http.server.ThreadingHTTPServer):
    """Plays Slack and PagerDuty: keeps every message."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Receiver)
        self.messages = []
        self.arrived = threading.Condition()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def to(self, path):
        with self.arrived:
            return [message for at, message in self.messages if at == path]

    def wait(self, path, accept):
        deadline = time.monotonic() + PATIENCE
        with self.arrived:
            while not any(at == path and accept(message) for at, message in self.messages):
                if not self.arrived.wait(deadline - time.monotonic()) and time.monotonic() >= deadline:
                    raise AssertionError(f"nothing expected arrived at {path}; there is {self.messages}")
            return next(message for at, message in self.messages if at == path and accept(message))


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.arrived:
            self.server.messages.append((self.path, json.loads(body)))
            self.server.arrived.notify_all()
        reply = b"ok" if self.path == "/slack" else b'{"status": "success", "message": "ok", "dedup_key": "k"}'
        self.send_response(200 if self.path == "/slack" else 202)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *arguments):
        pass


class OperationsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = Path(tempfile.mkdtemp())
        cls.processes = []
        cls.inbox = Inbox()
        cls.addClassCleanup(cls.stop)
        cls.start_sandbox()
        cls.start_alertmanager()
        cls.start_prometheus()

    @classmethod
    def stop(cls):
        for process in cls.processes:
            process.terminate()
        for process in cls.processes:
            process.wait(30)
        cls.inbox.shutdown()
        shutil.rmtree(cls.work)

    @classmethod
    def start(cls, name, command, find, environment=None):
        """Starts a program, and returns what is found in the text that it writes as soon as it is there."""
        with open(cls.work / f"{name}.out", "wb") as out, open(cls.work / f"{name}.log", "wb") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=log, cwd=cls.work, env=environment)
        cls.processes.append(process)
        deadline = time.monotonic() + PATIENCE
        while True:
            ended = process.poll() is not None or time.monotonic() > deadline
            text = "".join((cls.work / f"{name}.{kind}").read_text("utf-8", "replace") for kind in ("out", "log"))
            found = find(text)
            if found:
                return found
            if ended:
                raise AssertionError(f"{name} did not start: {text}")
            time.sleep(0.1)

    @staticmethod
    def listening(text):
        """The address of a server that listens on a port of its choice."""
        found = re.search(r'msg="Listening on" address=(127\.0\.0\.1:[1-9]\d*)\n', text)
        return found and found.group(1)

    @classmethod
    def await_ready(cls, address):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"http://{address}/-/ready", timeout=PATIENCE).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    @classmethod
    def environment(cls, **more):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PX_") and name != "DO_NOT_TRACK"}
        return {**kept, "HOME": str(cls.work), **more}

    @classmethod
    def start_sandbox(cls):
        subprocess.run([str(ROOT / "px-plugin"), "version"], check=True, stdin=subprocess.DEVNULL)
        document = cls.start(
            "sandbox",
            [str(ROOT / "px-plugin"), "sandbox", "--port", "0", "--sandbox-data", str(cls.work / "sandbox"), "--json"],
            lambda text: re.search(r"(?ms)^\{.*?^\}$", text),
            cls.environment(),
        )
        cls.settings = json.loads(document.group())
        cls.sandbox = cls.settings["api-url"]

    @classmethod
    def start_alertmanager(cls):
        """The real configuration; only addresses, secrets and waiting times differ."""
        secrets = cls.work / "secrets"
        secrets.mkdir()
        (secrets / "slack-webhook-url").write_text(cls.inbox.url("/slack"))
        (secrets / "pagerduty-routing-key").write_text("0123456789abcdef")
        text = (OPERATIONS / "alertmanager/alertmanager.yml").read_text()
        text = text.replace("/etc/alertmanager/secrets", str(secrets))
        text = re.sub(r"group_wait: \w+", "group_wait: 1s", text)
        text = re.sub(r"group_interval: \w+", "group_interval: 1s", text)
        text = text.replace("- routing_key_file:", f"- url: {cls.inbox.url('/pagerduty')}\n        routing_key_file:")
        (cls.work / "alertmanager.yml").write_text(text)
        shutil.copy(OPERATIONS / "alertmanager/templates.tmpl", cls.work)
        cls.alertmanager = cls.start(
            "alertmanager",
            ["prometheus-alertmanager", "--config.file=alertmanager.yml", "--web.listen-address=127.0.0.1:0",
             "--storage.path=am", "--cluster.listen-address="],
            cls.listening,
        )
        cls.await_ready(cls.alertmanager)

    @classmethod
    def start_prometheus(cls):
        text = (OPERATIONS / "prometheus/prometheus.yml").read_text()
        text = text.replace("127.0.0.1:9093", cls.alertmanager).replace("127.0.0.1:8078", cls.sandbox.removeprefix("http://"))
        text = re.sub(r"evaluation_interval: \w+", "evaluation_interval: 1s", text)
        # It is the timeout, too, and a scrape that times out would resolve alerts.
        text = re.sub(r"scrape_interval: \w+", "scrape_interval: 5s", text)
        (cls.work / "prometheus.yml").write_text(text)
        shutil.copy(OPERATIONS / "prometheus/rules.yml", cls.work)
        address = cls.start(
            "prometheus",
            ["prometheus", "--config.file=prometheus.yml", "--web.listen-address=127.0.0.1:0", "--storage.tsdb.path=tsdb"],
            cls.listening,
        )
        cls.await_ready(address)
        cls.prometheus = f"http://{address}"

    def query(self, expression):
        url = self.prometheus + "/api/v1/query?" + urllib.parse.urlencode({"query": expression})
        with urllib.request.urlopen(url) as reply:
            return json.load(reply)["data"]["result"]

    def wait_for(self, expression):
        deadline = time.monotonic() + PATIENCE
        while not self.query(expression):
            self.assertLess(time.monotonic(), deadline, f"{expression} never had a result")
            time.sleep(0.5)

    def publish(self, project, token):
        environment = self.environment(
            PX_MARKETPLACE_API_URL=self.settings["api-url"],
            PX_MARKETPLACE_TOKEN=token,
            PX_TELEMETRY_ENDPOINT=self.settings["telemetry-endpoint"],
            PX_SIGNING_KEY=self.settings["signing-key"],
            PX_SIGNING_CERTIFICATE=self.settings["signing-certificate"],
        )

        def run(*words):
            return subprocess.run([str(ROOT / "px-plugin"), *words], cwd=self.work, env=environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True)

        published = run("publish", "--project", str(project))
        # A publish sends its telemetry within two seconds or leaves it to the next command.
        flushed = run("telemetry", "flush")
        self.assertEqual(0, flushed.returncode, flushed.stdout + flushed.stderr)
        return published

    def send(self, **metrics):
        run, now = str(uuid.uuid4()), datetime.now(timezone.utc).isoformat()
        common = {"runId": run, "time": now, "pluginId": "com.powerx.slow", "version": "1.0.0", "channel": "beta"}
        events = [
            {**common, "eventId": str(uuid.uuid4()), "sequence": 1, "name": "plugin.publish.started", "status": "started"},
            {**common, "eventId": str(uuid.uuid4()), "sequence": 2, "name": "plugin.publish.succeeded", "status": "pending_review",
             "metrics": metrics},
        ]
        source = {"client": "test", "clientVersion": "1", "frontend": "cli"}
        body = json.dumps({"schemaVersion": "1", "source": source, "events": events}).encode()
        request = urllib.request.Request(
            self.sandbox + "/telemetry/plugin/publish", body, {"Content-Type": "application/json"}, method="POST")
        with urllib.request.urlopen(request) as reply:
            self.assertEqual(202, reply.status)

    def test_1_three_failures_reach_only_slack_once_and_a_success_resolves_them(self):
        project = self.work / "plugin"
        shutil.copytree(ROOT / "docs/examples/note-plugin", project, ignore=shutil.ignore_patterns("dist", ".px-plugin"))
        self.wait_for("plugin_publish_runs_started_total == 0")
        for _ in range(3):
            failed = self.publish(project, "an-unknown-token")
            self.assertEqual(4, failed.returncode, failed.stdout + failed.stderr)
        plugin = re.search(r"(?m)^id: *(\S+)", (project / "plugin.yaml").read_text()).group(1)

        message = self.inbox.wait("/slack", lambda one: "publishes failed" in json.dumps(one))

        self.assertEqual("#powerx-plugin-alerts", message["channel"])
        attachment = message["attachments"][0]
        self.assertRegex(attachment["title"], rf"^{re.escape(plugin)}: the last 3 publishes failed$")
        self.assertIn("/docs/operations/runbooks/publish-fails-repeatedly.md", attachment["text"])
        self.assertEqual([], self.inbox.to("/pagerduty"))

        done = self.publish(project, self.settings["token"])
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        resolved = self.inbox.wait("/slack", lambda one: "Resolved" in json.dumps(one))

        self.assertRegex(resolved["attachments"][0]["title"], rf"^Resolved: {re.escape(plugin)}")
        titles = [one["attachments"][0]["title"] for one in self.inbox.to("/slack")]
        self.assertEqual(1, sum(title.startswith("Resolved") for title in titles), titles)

    def test_2_a_slow_publish_reaches_pagerduty(self):
        self.wait_for('plugin_publish_duration_seconds_count{channel="beta"} >= 0')
        self.send(**{"plugin.publish.duration_ms": 700_000})

        message = self.inbox.wait("/pagerduty", lambda one: True)

        self.assertEqual("0123456789abcdef", message["routing_key"])
        self.assertEqual("trigger", message["event_action"])
        self.assertEqual("critical", message["payload"]["severity"])
        self.assertIn("longer than 10 minutes", message["payload"]["summary"])
        self.assertTrue(message["links"][0]["href"].endswith("/docs/operations/runbooks/publish-slow.md"), message["links"])
        self.assertEqual(1, len(self.inbox.to("/pagerduty")))
        self.assertNotIn("longer than 10 minutes", json.dumps(self.inbox.to("/slack")))

    def test_3_every_query_of_the_dashboard_is_valid_and_those_on_runs_have_results(self):
        dashboard = json.loads((OPERATIONS / "grafana/plugin-online-publish.json").read_text())
        self.assertEqual("Plugin Online Publish", dashboard["title"])
        ids = [panel["id"] for panel in dashboard["panels"]]
        self.assertEqual(len(ids), len(set(ids)))
        queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
        self.assertGreater(len(queries), 15)
        empty = [query for query in queries if not self.query(query.replace("$__range", "1h").replace("[1h]", "[5m]"))]

        # Rules without disputes have no rate, and a success has followed the failures.
        allowed = ("false_positives", "disputes", "consecutive_failures > 0")
        self.assertEqual([], [query for query in empty if not any(word in query for word in allowed)])

    def test_4_the_page_about_opentelemetry_names_metrics_that_are_sent_and_its_query_is_valid(self):
        page = (OPERATIONS / "opentelemetry.md").read_text()
        reference = (ROOT / "docs/reference/metrics.md").read_text()
        sent = {name.replace(".", "_") for name in re.findall(r"`(plugin\.publish\.[a-z_.]+)`", reference)}
        self.assertIn("plugin_publish_duration_ms", sent)
        named = set(re.findall(r"\bplugin_publish_[a-z_]+", page))
        self.assertGreater(len(named), 4)
        self.assertEqual([], [name for name in named if not {name, re.sub("_(bucket|sum)$", "", name)} & sent])
        for query in re.findall(r"```promql\n(.*?)```", page, re.DOTALL):
            self.assertEqual([], self.query(query))

    def test_5_the_runbook_of_every_alert_exists(self):
        rules = (OPERATIONS / "prometheus/rules.yml").read_text()
        home = re.escape(re.search(r"<url>(https://github\.com/[^<]+)</url>", (ROOT / "pom.xml").read_text()).group(1))
        runbooks = re.findall(rf"runbook_url: {home}/blob/main/(\S+)", rules)
        self.assertEqual(rules.count("- alert:"), len(runbooks))
        for runbook in runbooks:
            self.assertTrue((ROOT / runbook).is_file(), runbook)


if __name__ == "__main__":
    unittest.main(verbosity=2)
