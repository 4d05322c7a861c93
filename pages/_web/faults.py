"""When something fails that nobody foresaw: a calm answer, and a reference to find the cause by."""

from __future__ import annotations

import secrets
import traceback

from flask import Flask, Response, g, request

from data.logs import log


def failed(fault: BaseException) -> str:
    """Log what went wrong under a reference; give the sentence for whoever asked.

    What is being answered is not kept: the next time it may go well.
    """
    reference = secrets.token_hex(4)
    log.error("page failed", reference=reference, address=g.get("page") or request.full_path,
              exception="".join(traceback.format_exception(fault)))
    g.page_key = None
    return ("That is a fault of ours, not of yours, and it has been written down. Try again; if it "
            f"happens again, tell the performance team this reference: {reference}.")


def add_faults(server: Flask) -> None:
    """Answer a fault of a plain address, a list or a file, with the same sentence and nothing of
    the cause.
    """
    def answer(fault: Exception) -> Response:
        cause = getattr(fault, "original_exception", None) or fault
        return Response(failed(cause), status=500, mimetype="text/plain")

    server.register_error_handler(500, answer)
