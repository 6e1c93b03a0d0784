"""What chat models were asked and answered."""

from collections.abc import Iterable

from debate.calls import Call, Spent, Usage
from store.file import Part

INSERT_CALL = (
    "INSERT OR IGNORE INTO calls (key, model, prompt, reply, made_at, input, output, cached, reasoning,"
    " batched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class CallPart(Part):
    """The part of the project that keeps calls, so that nothing is paid for twice."""

    def call(self, key: str) -> Call | None:
        """The call with this key, when it was made before."""
        rows = self._file.rows(
            "SELECT key, model, prompt, reply, made_at, batched, input, output, cached, reasoning FROM calls"
            " WHERE key = ?",
            (key,),
        )
        if not rows:
            return None
        name, model, prompt, reply, made_at, batched, *tokens = rows[0]
        return Call(name, model, prompt, reply, Usage(*tokens), made_at, bool(batched))

    def keep_call(self, call: Call) -> None:
        """Keep a call; the first answer to a question stays."""
        row = (call.key, call.model, call.prompt, call.reply, call.made_at, *call.usage, call.batched)
        with self._file.writing() as db:
            db.execute(INSERT_CALL, row)

    def usage_by_model(self) -> Iterable[Spent]:
        """What each model used up, oldest day first."""
        rows = self._file.rows(
            "SELECT model, substr(made_at, 1, 10) AS day, batched, count(*), sum(input), sum(output), sum(cached),"
            " sum(reasoning) FROM calls GROUP BY model, day, batched ORDER BY day, model, batched"
        )
        return [Spent(model, day, count, Usage(*tokens), bool(batched)) for model, day, batched, count, *tokens in rows]
