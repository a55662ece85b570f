"""A mail server that keeps what it is given, and can be down for a while."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message
from time import sleep
from typing import Any, Final

PAUSE: Final = 0.1
"""Seconds between keeping a mail and saying so: who is killed meanwhile does not know that it is sent."""


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as Python's smtplib speaks."""

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say("354 go on")
                body = self.body()
                if body is None:
                    return
                self.server.office.received.append(message_from_bytes(body))
                sleep(PAUSE)
                self.say("250 kept")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 well")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def body(self) -> bytes | None:
        """The mail; None of one whose sender was killed before its end, which no server keeps (RFC 5321, 4.1.1.4)."""
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return None


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, *_about: Any) -> None:
        """A worker that is killed hangs up."""


class PostOffice:
    """Opened and closed as often as wanted, on the same port."""

    def __init__(self) -> None:
        self.received: list[Message] = []
        self.port = 0
        self._server: _Server | None = None

    def open(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), _Conversation)
        self._server.office = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
