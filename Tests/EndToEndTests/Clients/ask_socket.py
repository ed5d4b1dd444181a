"""Sends requests to a service's control socket over one connection.

usage: ask_socket.py SOCKET

Standard input: {"method", "path", "type"?, "body"?} per line; standard output: {"status", "body"} per
line.
"""

import http.client
import json
import os
import socket
import sys


class SocketConnection(http.client.HTTPConnection):
    """HTTP over a socket file; a long path is reached through its folder's descriptor."""

    def __init__(self, path):
        super().__init__("localhost", timeout=120)
        self.path = path

    def connect(self):
        folder = os.open(os.path.dirname(self.path), os.O_PATH)
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(120)
        self.sock.connect(f"/proc/self/fd/{folder}/{os.path.basename(self.path)}")
        os.close(folder)


def main():
    connection = SocketConnection(sys.argv[1])
    for line in sys.stdin:
        wish = json.loads(line)
        headers = {"Content-Type": wish.get("type", "application/json")}
        body = wish.get("body")
        connection.request(
            wish["method"], wish["path"], None if body is None else body.encode("utf-8"), headers)
        answer = connection.getresponse()
        print(json.dumps({"status": answer.status, "body": answer.read().decode("utf-8")}), flush=True)


main()
