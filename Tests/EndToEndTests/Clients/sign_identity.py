"""Makes identity statements with the library PyJWT.

Standard input: one JSON object per line, {"secret": "misec_…", "kid", "claims"}; "issued" and
"lasts" (seconds from now, and from then) fill in iat and exp. Standard output: one JWT per line.
"""

import base64
import json
import sys
import time

import jwt


def main():
    for line in sys.stdin:
        wish = json.loads(line)
        text = wish["secret"].removeprefix("misec_")
        key = base64.b64decode(text + "=" * (-len(text) % 4))
        issued = int(time.time()) + wish.get("issued", 0)
        claims = {"iat": issued, "exp": issued + wish.get("lasts", 600), **wish["claims"]}
        print(jwt.encode(claims, key, algorithm="HS256", headers={"kid": wish["kid"]}))


main()
