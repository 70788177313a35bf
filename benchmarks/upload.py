"""Measures uploads over TLS against curl; started by benchmarks/upload.sh. Prints Markdown.

Both send the same file to the same server, alternating, each in a separate process. The lossy link is made of two network namespaces and a
process between them that delays and drops packets, since a kernel need not have netem.
"""

import contextlib
import heapq
import os
import pathlib
import random
import select
import socket
import ssl
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

CLASSPATH = os.environ["PX_CLASSPATH"]
REPETITIONS = int(os.environ.get("PX_REPETITIONS", "5"))
PART_MIB = 16
DELAY_SECONDS = 0.020
LOSS = 0.01


def serve(connection):
    """Reads bodies and drops them, as fast as a server in this language can."""
    buffer = memoryview(bytearray(1 << 20))
    with contextlib.suppress(OSError), connection:
        while True:
            head = b""
            while b"\r\n\r\n" not in head:
                received = connection.recv(1 << 16)
                if not received:
                    return
                head += received
            head, _, rest = head.partition(b"\r\n\r\n")
            head = head.lower()
            left = int(head.split(b"content-length:")[1].split(b"\r\n")[0]) - len(rest)
            if b"expect: 100-continue" in head:
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            while left > 0:
                count = connection.recv_into(buffer[: min(left, len(buffer))])
                if count == 0:
                    return
                left -= count
            connection.sendall(b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 0\r\n\r\n')


def listen(host, port, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server((host, port)) as server:
        while True:
            connection, _ = server.accept()

            def talk(connection=connection):
                with contextlib.suppress(OSError):
                    serve(context.wrap_socket(connection, server_side=True))

            threading.Thread(target=talk, daemon=True).start()


def shell(line):
    subprocess.run(line, shell=True, check=True)


def tunnel(name):
    import fcntl

    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, 0x400454CA, struct.pack("16sH22x", name.encode(), 0x1001))  # TUNSETIFF: IFF_TUN, IFF_NO_PI
    return device


def carry(near, far):
    """Hands on packets between two devices, late, and some never."""
    chance = random.Random(1)
    late = []
    order = 0
    while True:
        wait = max(0, late[0][0] - time.monotonic()) if late else None
        for source in select.select([near, far], [], [], wait)[0]:
            packet = os.read(source, 65536)
            if chance.random() >= LOSS:
                order += 1
                heapq.heappush(late, (time.monotonic() + DELAY_SECONDS, order, far if source == near else near, packet))
        while late and late[0][0] <= time.monotonic():
            _, _, target, packet = heapq.heappop(late)
            with contextlib.suppress(OSError):
                os.write(target, packet)


@contextlib.contextmanager
def child(work, *arguments):
    process = os.fork()
    if process == 0:
        try:
            work(*arguments)
        finally:
            os._exit(1)
    try:
        yield process
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)


def timed(line):
    started = time.monotonic()
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{line[0]} ended with {process.returncode}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out


def compare(title, file, url, authority, java=(), prefix=(), curl=()):
    """Alternates; the upload's own time is compared, which leaves out the start of either program."""
    ours, theirs, memory = [], [], 0
    size = file.stat().st_size
    client = [*prefix, "java", *java, "-cp", CLASSPATH, "Upload", str(file), url, str(PART_MIB), "4", authority]
    peer = [*prefix, "curl", "-sS", "-o", "/dev/null", "-w", "%{time_total}", *curl, "-T", str(file), url + "/1"]
    for _ in range(REPETITIONS):
        theirs.append(float(timed(peer)[3]))
        _, _, peak, out = timed(client)
        ours.append(float(out) / 1000)
        memory = max(memory, peak)
    ratio = statistics.median(theirs) / statistics.median(ours)
    rate = size / (1 << 20) / statistics.median(ours)
    print(f"| {title} | {statistics.median(ours):.2f} s | {statistics.median(theirs):.2f} s | {ratio:.2f} | {rate:.0f} MiB/s | {memory:.0f} MiB |", flush=True)


def file_of(folder, mebibytes):
    path = folder / f"{mebibytes}.bin"
    with path.open("wb") as out:
        for _ in range(mebibytes):
            out.write(os.urandom(1 << 20))
    return path


def certified(folder, host):
    """A server's certificate with its key; the certificate alone lies beside it."""
    certificate = folder / f"{host}.pem"
    shell(
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {certificate} -out {certificate}.crt -days 2"
        f" -subj /CN={host} -addext subjectAltName=IP:{host} 2> /dev/null"
    )
    certificate.write_text(certificate.read_text() + pathlib.Path(f"{certificate}.crt").read_text())
    return certificate


def loopback(folder):
    big = file_of(folder, 1024)
    certificate = certified(folder, "127.0.0.1")
    authority = f"{certificate}.crt"
    with child(listen, "127.0.0.1", 9918, str(certificate)):
        time.sleep(0.5)
        for options in ([], ["-Xmx64m"]):
            compare(
                f"1 GiB on loopback, TLS {' '.join(options)}".strip(),
                big,
                "https://127.0.0.1:9918",
                java=[*OPTIONS, *options],
                curl=["--cacert", authority],
                authority=authority,
            )


def lossy(folder):
    file = file_of(folder, 64)
    certificate = certified(folder, "10.99.7.2")
    names = [f"pxb{os.getpid()}a", f"pxb{os.getpid()}b"]
    devices = [tunnel(name) for name in names]
    try:
        for index, name in enumerate(names):
            shell(f"ip netns add {name} && ip link set {name} netns {name}")
            shell(f"ip -n {name} addr add 10.99.7.{index + 1}/24 dev {name} && ip -n {name} link set {name} mtu 1500 up")
            shell(f"ip -n {name} route replace 10.99.7.{2 - index} dev {name} congctl cubic")

        def server():
            os.execvp("ip", ["ip", "netns", "exec", names[1], sys.executable, __file__, "listen", "10.99.7.2", "9917", str(certificate)])

        with child(carry, *devices), child(server):
            time.sleep(1)
            compare(
                f"64 MiB, TLS, {DELAY_SECONDS * 2000:.0f} ms there and back, {LOSS:.0%} lost each way",
                file,
                "https://10.99.7.2:9917",
                java=OPTIONS,
                prefix=["ip", "netns", "exec", names[0]],
                curl=["--cacert", f"{certificate}.crt"],
                authority=f"{certificate}.crt",
            )
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "del", name], check=False)


OPTIONS = os.environ.get("PX_JAVA_OPTIONS", "").split()

if __name__ == "__main__":
    if sys.argv[1:2] == ["listen"]:
        listen(sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
    with tempfile.TemporaryDirectory(prefix="px-benchmark-") as name:
        print("| upload | px-publish | curl -T | times curl's rate | rate | peak memory |\n|---|---|---|---|---|---|")
        for part in sys.argv[1:] or ["loopback", "lossy"]:
            globals()[part](pathlib.Path(name))
