"""What chat models were asked and answered."""

from collections.abc import Iterable

from debate.calls import Call, Usage
from store.file import Part

INSERT_CALL = (
    "INSERT OR IGNORE INTO calls (key, model, prompt, reply, made_at, input, output, cached, reasoning)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class CallPart(Part):
    """The part of the project that keeps calls, so that nothing is paid for twice."""

    def call(self, key: str) -> Call | None:
        """The call with this key, when it was made before."""
        rows = self._file.rows(
            "SELECT key, model, prompt, reply, made_at, input, output, cached, reasoning FROM calls WHERE key = ?",
            (key,),
        )
        if not rows:
            return None
        name, model, prompt, reply, made_at, *tokens = rows[0]
        return Call(name, model, prompt, reply, Usage(*tokens), made_at)

    def keep_call(self, call: Call) -> None:
        """Keep a call; the first answer to a question stays."""
        row = (call.key, call.model, call.prompt, call.reply, call.made_at, *call.usage)
        with self._file.writing() as db:
            db.execute(INSERT_CALL, row)

    def usage_by_model(self) -> Iterable[tuple[str, str, int, Usage]]:
        """Model, day (ISO 8601), number of calls and their usage, oldest day first."""
        rows = self._file.rows(
            "SELECT model, substr(made_at, 1, 10) AS day, count(*), sum(input), sum(output), sum(cached),"
            " sum(reasoning) FROM calls GROUP BY model, day ORDER BY day, model"
        )
        return [(model, day, count, Usage(*tokens)) for model, day, count, *tokens in rows]
