"""Many connections that say nothing, or a request's head one byte at a time.

usage: crowd.py COUNT URL...

Opens COUNT connections to each URL and prints `open N`, how many there are. For each line on standard
input it sends one more byte on every connection and prints `open N`, how many the service has not
closed. At the end of standard input it closes them.
"""

import resource
import socket
import sys
import urllib.parse

HEAD = b"GET /r/slow HTTP/1.1\r\nHost: t.brand.example\r\nX-Slow: " + b"s" * 100


def connections(count, urls):
    for url in urls:
        place = urllib.parse.urlparse(url)
        for _ in range(count):
            try:
                # A listener that is full leaves further ones in the kernel's queue, and then out.
                yield socket.create_connection((place.hostname, place.port), timeout=0.2)
            except OSError:
                break


def step(one, place):
    """True while the service keeps the connection."""
    try:
        one.setblocking(False)
        one.send(HEAD[place:place + 1])
        return one.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    crowd = list(connections(int(sys.argv[1]), sys.argv[2:]))
    print(f"open {len(crowd)}", flush=True)
    for place, _ in enumerate(sys.stdin):
        print(f"open {sum(step(one, place) for one in crowd)}", flush=True)


main()
