"""An editor, by hand: the protocol over the standard streams of `kjournal lsp`, with waits that end."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DEADLINE = 30.0
"""Seconds after which a wait has failed; the machine may be slow, the server does not hang."""

FULL: dict[str, Any] = {
    "textDocument": {"definition": {"linkSupport": True}, "rename": {"prepareSupport": True}},
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]}
    },
}
"""What a capable editor says that it can do."""


class Refused(Exception):  # noqa: N818  the server's answer
    """A request was answered by an error."""


class Editor:
    """An editor with one folder open."""

    def __init__(
        self,
        root: Path,
        capabilities: dict[str, Any] | None = None,
        *words: str,
        folders: list[Path] | None = None,
    ) -> None:
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kjournal", *words, "lsp", "--stdio"],
            cwd=root.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        self.inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        self.kept: list[dict[str, Any]] = []  # notices that nobody asked for yet
        self.errors: list[bytes] = []
        for work in (self._listen, self._listen_to_errors):
            threading.Thread(target=work, daemon=True).start()
        self._next = 0
        self.versions: dict[str, int] = {}
        self.server = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "capabilities": capabilities or {},
                "workspaceFolders": [
                    {"uri": one.as_uri(), "name": one.name}
                    for one in ([root] if folders is None else folders)
                ],
            },
        )
        self.tell("initialized", {})

    def uri(self, path: str) -> str:
        """The address of a file below the root."""
        return (self.root / path).as_uri()

    def send(self, message: dict[str, Any]) -> None:
        """One message."""
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        """A notice."""
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """A request and its answer."""
        self._next += 1
        self.send({"id": self._next, "method": method, "params": params})
        answer = self.wait(
            lambda message: message.get("id") == self._next and "method" not in message, method
        )
        if "error" in answer:
            raise Refused(answer["error"]["message"])
        return answer["result"]

    def wait(
        self, wanted: Callable[[dict[str, Any]], bool], what: str = "", deadline: float = DEADLINE
    ) -> dict[str, Any]:
        """The next message that fits; others are kept."""
        for message in self.kept:
            if wanted(message):
                self.kept.remove(message)
                return message
        until = time.monotonic() + deadline
        while (left := until - time.monotonic()) > 0:
            try:
                message = self.inbox.get(timeout=left)
            except queue.Empty:
                break
            if wanted(message):
                return message
            self.kept.append(message)
        said = b"".join(self.errors).decode("utf-8", "replace")
        raise AssertionError(f"nothing came: {what}\n{self.kept}\n{said}")

    def open(self, path: str, text: str | None = None) -> list[dict[str, Any]]:
        """Open a note, as it lies on the disk or with another text; what is wrong with it."""
        source = (self.root / path).read_bytes().decode("utf-8", "replace") if text is None else text
        return self.open_uri(self.uri(path), source)

    def open_uri(self, uri: str, source: str) -> list[dict[str, Any]]:
        """Open a buffer by its address."""
        if uri in self.versions:
            self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        self.versions[uri] = self.versions.get(uri, 0) + 1
        version = self.versions[uri]
        document = {"uri": uri, "languageId": "markdown", "version": version, "text": source}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(uri, version)

    def change(self, path: str, text: str) -> list[dict[str, Any]]:
        """Type: the whole text anew; what is wrong with it now."""
        self.type(path, text)
        return self.diagnostics(self.uri(path), self.versions[self.uri(path)])

    def type(self, path: str, text: str) -> None:
        """Type and wait for nothing."""
        uri = self.uri(path)
        self.versions[uri] += 1
        self.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": self.versions[uri]}, "contentChanges": [{"text": text}]},
        )

    def diagnostics(
        self, uri: str, version: int | None = None, deadline: float = DEADLINE
    ) -> list[dict[str, Any]]:
        """The next diagnostics of a buffer, of this version where one is given."""

        def fits(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            mine = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            return mine and (version is None or params.get("version") == version)

        found: list[dict[str, Any]] = self.wait(fits, f"diagnostics of {uri}", deadline)["params"][
            "diagnostics"
        ]
        return found

    def until(self, path: str, right: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Diagnostics of a note, again and again until they are right."""
        uri = self.uri(path)
        end = time.monotonic() + DEADLINE
        while True:
            found = self.diagnostics(uri, deadline=end - time.monotonic())
            if right(found):
                return found

    def ready(self, word: str) -> None:
        """Wait until the index knows a customer."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            if any(one["name"] == word for one in self.ask("workspace/symbol", {"query": word})):
                return
            time.sleep(0.05)
        raise AssertionError(f"{word} is not in the index")

    def at(self, path: str, line: int, character: int) -> dict[str, Any]:
        """A position in a note, as requests want it."""
        return {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}

    def save(self, path: str, text: str) -> None:
        """Write a note and say so."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        self.tell("textDocument/didSave", {"textDocument": {"uri": self.uri(path)}})

    def close(self) -> int:
        """End as an editor does; the exit code."""
        if self.process.poll() is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
        return self.process.wait(DEADLINE)

    def kill(self) -> None:
        """End whatever happens."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    continue

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        try:
            while header := stream.readline():
                length = int(header.removeprefix(b"Content-Length: "))
                while stream.readline().strip():
                    continue
                self.inbox.put(json.loads(stream.read(length)))
        except ValueError:
            self.inbox.put({"broken": header.decode("utf-8", "replace")})

    def _listen_to_errors(self) -> None:
        assert self.process.stderr is not None
        try:
            while data := self.process.stderr.readline():
                self.errors.append(data)
        except ValueError:
            return
