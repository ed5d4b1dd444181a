"""A mall's web server, its backend's door for orders, and WeChat's way out of a mini-program.

usage: mall_pages.py FOLDER... -- STATUS...

Prints its port, then reads {"collector", "secret"} from standard input and serves the files of the
folders: COLLECTOR in a page is replaced by that address, IDENTITY by a statement who the customer is,
signed with the shop's secret. What pages tell, order or ask is printed, one JSON object per line:

POST /told, /orders   the body as it came
POST /identity        nothing; answered {"identity"}, good for the click_id and visitor in the body
POST /v1/views        {"touches", "type", "cookie"}; answered with the next STATUS, after the last 202
POST /wechat          {"relayed": the body}; sent on as WeChat does for the mini-program wx0123456789abcdef
"""

import base64
import http.client
import json
import os
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

REFERER = "https://servicewechat.com/wx0123456789abcdef/7/page-frame.html"
IDS = {"unionid": "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"}
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        name = os.path.basename(urllib.parse.urlparse(self.path).path)
        for folder in self.server.folders:
            place = os.path.join(folder, name)
            if os.path.isfile(place):
                with open(place, encoding="utf-8") as file:
                    text = file.read()
                if "IDENTITY" in text:
                    text = text.replace("IDENTITY", self.server.identity({}))
                text = text.replace("COLLECTOR", self.server.collector)
                return self.answer(200, text, TYPES[os.path.splitext(name)[1]])
        self.answer(404, "", "text/plain")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/v1/views":
            batch = json.loads(body)
            batch["type"] = self.headers["Content-Type"]
            batch["cookie"] = self.headers["Cookie"]
            self.server.tell(batch)
            return self.answer(self.server.next_status(), "{}", "application/json")
        wish = json.loads(body)
        if self.path == "/identity":
            bound = {name: wish[name] for name in ("click_id", "visitor") if name in wish}
            told = {"identity": self.server.identity(bound)}
            return self.answer(200, json.dumps(told), "application/json")
        if self.path == "/wechat":
            self.server.tell({"relayed": wish})
            return self.answer(200, json.dumps(self.relay(wish)), "application/json")
        self.server.tell(wish)
        self.answer(200, "{}", "application/json")

    def relay(self, wish):
        place = urllib.parse.urlparse(wish["url"])
        connection = http.client.HTTPConnection(place.netloc, timeout=60)
        headers = {"Content-Type": "application/json", "Referer": REFERER}
        connection.request(wish["method"], place.path, json.dumps(wish["data"]), headers)
        answer = connection.getresponse()
        return {"status": answer.status, "body": json.loads(answer.read())}

    def answer(self, status, text, kind):
        body = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Mall(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folders, statuses):
        super().__init__(("127.0.0.1", 0), Pages)
        self.folders = folders
        self.statuses = statuses
        self.lock = threading.Lock()

    def tell(self, what):
        with self.lock:
            print(json.dumps(what), flush=True)

    def identity(self, bound):
        text = self.secret.removeprefix("misec_")
        key = base64.b64decode(text + "=" * (-len(text) % 4))
        now = int(time.time())
        claims = {"iss": "mall", "aud": "merit-identity", "iat": now, "exp": now + 600, "ids": IDS}
        return jwt.encode({**claims, **bound}, key, algorithm="HS256", headers={"kid": "mall"})

    def next_status(self):
        with self.lock:
            return self.statuses.pop(0) if self.statuses else 202


def main():
    end = sys.argv.index("--")
    mall = Mall(sys.argv[1:end], [int(status) for status in sys.argv[end + 1:]])
    print(mall.server_port, flush=True)
    given = json.loads(sys.stdin.readline())
    mall.collector, mall.secret = given["collector"], given["secret"]
    threading.Thread(target=mall.serve_forever, daemon=True).start()
    sys.stdin.read()  # ends with the test that holds the other end


main()
