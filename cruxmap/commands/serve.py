"""`cruxmap serve`: the application in a browser of this machine."""

import shlex
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from cruxmap.context import narrate, settings_of
from debate.errors import CruxmapError

if TYPE_CHECKING:
    from textual_serve.server import Server

LOOPBACK = ("localhost", "127.0.0.1", "::1")
POLICY = "default-src 'self' data:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; connect-src *"
"""The page asks for a font from elsewhere; it does without, so that nothing leaves this machine."""


class NoWebParts(CruxmapError):
    """What serving needs is not installed."""


@click.command("serve")
@click.option("--host", default="localhost", show_default=True, help="Where to listen; others can then come in.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="On which port.")
@click.pass_context
def command(ctx: click.Context, host: str, port: int) -> None:
    """Serve the application to a browser: each visit is its own screen on the same project."""
    if find_spec("textual_serve") is None:
        raise NoWebParts("Serving needs textual-serve, which is not installed.", "pip install 'cruxmap[web]'")
    settings = settings_of(ctx)
    if host not in LOOPBACK:
        narrate(f"Whoever reaches {host}:{port} can read and change the project: there is no password.")
    shared = ctx.find_root().obj or {}
    framework = ["--framework", shared["framework"]] if shared.get("framework") else []
    opened = [sys.executable, "-m", "cruxmap", "open", "--project", str(settings.project), *framework]
    narrate(f"Serving on http://{host}:{port} until ctrl+c.")
    server_of(shlex.join(opened), host, port).serve()


def server_of(opened: str, host: str, port: int) -> "Server":
    """The server: pages of other sites can neither show it nor speak to it."""
    # aiohttp takes a while to import, and only this command needs it.
    from aiohttp import web
    from textual_serve.server import Server

    @web.middleware
    async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
        if not _ours(request.headers.get("Host"), host) or not _ours(request.headers.get("Origin"), host):
            raise web.HTTPForbidden(text=f"Open http://{host}:{port} itself; other sites are not let in.")
        response: web.StreamResponse = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY
        return response

    class GuardedServer(Server):
        async def _make_app(self) -> web.Application:
            app: web.Application = await super()._make_app()
            app.middlewares.append(guard)
            return app

        async def on_startup(self, app: web.Application) -> None:
            """The command has said already where it serves."""

    return GuardedServer(opened, host=host, port=port, title="cruxmap")


def _ours(named: str | None, host: str) -> bool:
    """Whether a Host or Origin header names this server; none at all is no browser's cross-site request."""
    if named is None:
        return True
    name = urlsplit(named if "//" in named else f"//{named}").hostname
    return name == host or (host in LOOPBACK and name in LOOPBACK)
