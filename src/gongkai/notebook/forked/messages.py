"""Kernel messages: recorded instead of sent, and taken across a process border."""

from __future__ import annotations

import base64
import math
import os
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from jupyter_client.jsonutil import parse_date
from jupyter_client.session import Session

Message: TypeAlias = dict[str, Any]
Channel: TypeAlias = Literal["shell", "iopub"]
Sink: TypeAlias = Callable[[Channel, Message], None]

_HALVES = re.compile("[\ud800-\udfff]")

SHELL = "shell"
"""What a reply is sent to; everything else goes to `iopub`."""


class Recorder(Session):
    """A session that hands every message to a sink, as it would arrive over a socket."""

    sink: Sink | None = None

    def send(  # noqa: PLR0913, PLR0917 - jupyter_client's signature
        self,
        stream: Any,
        msg_or_type: Message | str,
        content: Mapping[str, Any] | None = None,
        parent: Message | None = None,
        ident: Any = None,  # noqa: ARG002
        buffers: list[Any] | None = None,
        track: bool = False,  # noqa: ARG002
        header: Message | None = None,
        metadata: Message | None = None,
    ) -> Message | None:
        """Hand over a message; like ipykernel, none from a process that a cell forked.

        (But for its standard output: ipykernel's stream takes the session over there.)

        Raises:
            TypeError, ValueError: the content cannot be sent as JSON.
        """
        if os.getpid() != self.pid:
            return None
        if isinstance(msg_or_type, dict):
            message = msg_or_type
            buffers = buffers or message.get("buffers")
        else:
            message = self.msg(msg_or_type, content, parent, header, metadata)  # type: ignore[arg-type]
        try:
            arrived = _plain(message["content"])
        except ValueError:
            arrived = self.unpack(self._packed(message))
        if self.sink is not None:
            sent = {**message, "header": dict(message["header"]), "content": arrived}
            sent["buffers"] = [bytes(buffer) for buffer in buffers or ()]
            self.sink("shell" if stream == SHELL else "iopub", sent)
        return message

    def _packed(self, message: Message) -> bytes:
        """Pack the content where a session does: warnings of it name the line.

        Half a character cannot be sent. Where it was printed, a mark stands for it;
        ipykernel's thread loses the whole text, and tells its own trace instead.
        """
        if message["msg_type"] == "stream":
            text = _HALVES.sub("\ufffd", message["content"]["text"])
            message = {**message, "content": {**message["content"], "text": text}}
        packed: bytes = self.serialize(message)[-1]
        return packed


def as_json(message: Message) -> Message:
    """Return a message as JSON values: all of it that a client or kernel looks at."""
    header, parent = message["header"], message["parent_header"]
    return {
        **{name: message[name] for name in ("msg_id", "msg_type", "content")},
        "metadata": {},
        "header": header | {"date": header["date"].isoformat()},
        "parent_header": {"msg_id": parent.get("msg_id")} if parent else {},
        "buffers": [base64.b64encode(buffer).decode() for buffer in message["buffers"]],
    }


def from_json(values: Message) -> Message:
    """Return the message that `as_json` made the values of."""
    header = values["header"]
    return {
        **values,
        "header": header | {"date": parse_date(header["date"])},
        "buffers": [base64.b64decode(buffer) for buffer in values["buffers"]],
    }


def _plain(value: Any) -> Any:
    """Copy JSON values; faster than packing and unpacking, with long texts shared.

    Raises:
        ValueError: there is something in it that JSON would change.
    """
    kind = type(value)
    if kind is str:
        if not value.isascii():
            value.encode()  # a lone surrogate is a ValueError
        return value
    if value is None or kind is int or kind is bool or (kind is float and math.isfinite(value)):
        return value
    if kind is dict:
        return {_key(key): _plain(inner) for key, inner in value.items()}
    if kind is list or kind is tuple:
        return [_plain(inner) for inner in value]
    raise ValueError(f"{kind} is not plain")


def _key(key: Any) -> str:
    if type(key) is not str:
        raise ValueError(f"the key {key!r} is not a string")
    return key
