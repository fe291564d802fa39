#!/usr/bin/env python3
"""Searches pictures by the words in them, through the HTTP API, with Python's standard library only.

    search.py --server http://127.0.0.1:8080 coffee
    search.py --server https://pictures.example.org --api-key-file key.txt --mode similar coffe

Prints a line for each picture: score, text, picture id. Exit code 0 when something was found, 4 when nothing was, 3 when the service refused
or failed. The API is described in shared/Client/openapi.json.
"""
import argparse
import json
import pathlib
import sys
import time
import urllib.error
import urllib.request

TRIES = 3


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would show the key and the question to another server."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def call(server, path, body, key):
    """Posts JSON and returns the answer; waits and tries again when the service asks for that (429, 503)."""
    headers = {"Content-Type": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(server.rstrip("/") + path, json.dumps(body).encode(), headers)
    for remaining in reversed(range(TRIES)):
        try:
            with OPENER.open(request, timeout=30) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or not remaining:
                raise
            wait = error.headers.get("Retry-After", "1")
            time.sleep(min(int(wait), 10) if wait.isdigit() else 1)


def hits(server, question, key=None):
    """Every picture that answers, page by page."""
    while True:
        answer = call(server, "/v1/search", question, key)
        yield from answer["hits"]
        if not answer["nextCursor"]:
            return
        question = {**question, "cursor": answer["nextCursor"]}


def main():
    options = argparse.ArgumentParser(description="Searches pictures by the words in them, or by what they show.")
    options.add_argument("words", nargs="+", help="one word, several that must all be there, or a sentence")
    options.add_argument("--server", default="http://127.0.0.1:8080", help="default: %(default)s")
    options.add_argument("--api-key-file", type=pathlib.Path, help="file with the API key, when the service asks for one")
    options.add_argument("--tenant", help="owner of the pictures; default: that of the key")
    modes = ["auto", "exact", "similar", "part", "concept", "sentence", "objects"]
    options.add_argument("--mode", default="auto", choices=modes, help="default: %(default)s")
    arguments = options.parse_args()
    key = arguments.api_key_file.read_text().strip() if arguments.api_key_file else None
    question = {"query": " ".join(arguments.words), "tenant": arguments.tenant, "mode": arguments.mode}
    found = 0
    try:
        for hit in hits(arguments.server, question, key):
            print(f"{hit['score']:.2f}\t{hit['text']}\t{hit['imageId']}")
            found += 1
    except urllib.error.HTTPError as error:
        problem = json.loads(error.read() or b"{}")
        print(f"error: {error.code} {problem.get('code', '')}: {problem.get('detail', '')}", file=sys.stderr)
        return 3
    except urllib.error.URLError as error:
        print(f"error: {arguments.server} cannot be reached: {error.reason}", file=sys.stderr)
        return 3
    return 0 if found else 4


if __name__ == "__main__":
    sys.exit(main())
