"""A language server as an editor talks to it: JSON-RPC over its standard input and output."""

from __future__ import annotations

import itertools
import json
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

Message: TypeAlias = dict[str, Any]
PATIENCE = 60.0
"""Seconds after which an answer is taken for one that never comes."""


class LanguageServer:
    """A server that runs until `close`; documents are told to it as an editor does."""

    def __init__(self, command: Sequence[str], root: Path, settings: Message) -> None:
        self.settings = settings
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._numbers = itertools.count(1)
        self._inbox: queue.Queue[Message | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        text = {
            "completion": {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}}
        }
        self.request(
            "initialize",
            {
                "processId": None, "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
                "capabilities": {"textDocument": text, "workspace": {"configuration": True}},
            },
        )  # fmt: skip
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": settings})

    def open(self, texts: dict[str, str], language: str = "yaml") -> dict[str, list[Message]]:
        """Open documents by their URI; what the server finds wrong with each."""
        for uri, text in texts.items():
            document = {"uri": uri, "languageId": language, "version": 1, "text": text}
            self.notify("textDocument/didOpen", {"textDocument": document})
        found: dict[str, list[Message]] = {}
        while found.keys() != texts.keys():
            said = self._wait(lambda message: message.get("method") == "textDocument/publishDiagnostics")[
                "params"
            ]
            if said["uri"] in texts:
                found[said["uri"]] = said["diagnostics"]
        return found

    def at(self, method: str, uri: str, line: int, character: int) -> Any:
        """What a request about a place is answered with."""
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return self.request(f"textDocument/{method}", place)

    def request(self, method: str, params: Message) -> Any:
        """A request's result."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def notify(self, method: str, params: Message) -> None:
        """Something that is not answered."""
        self._send({"method": method, "params": params})

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        """Put every message into the inbox; None where the server has ended."""
        stream = self._process.stdout
        assert stream is not None
        while (head := stream.readline()) != b"":
            length = int(head.split(b":")[1])
            while stream.readline().strip():
                pass
            self._inbox.put(json.loads(stream.read(length)))
        self._inbox.put(None)

    def _wait(self, wanted: Any) -> Message:
        """The first message that is wanted; requests of the server are answered on the way."""
        deadline = time.monotonic() + PATIENCE
        while True:
            message = self._inbox.get(timeout=max(deadline - time.monotonic(), 0.01))
            assert message is not None, "the server has ended"
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._asked(message)})
            elif wanted(message):
                return message

    def _asked(self, message: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self.settings.get(item.get("section", "")) for item in message["params"]["items"]]
