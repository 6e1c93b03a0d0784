"""What is said of a batch while it runs and at its end."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from cruxmap.batch.columns import claim_columns, document_columns
from cruxmap.batch.files import bad_row, output_row, table_of, write_dictionary, write_failed, write_results
from cruxmap.batch.forecasting import asked_of, forecast
from cruxmap.batch.items import Kind
from cruxmap.batch.rating import DocumentRater, rating_columns
from cruxmap.batch.rows import BadRow
from cruxmap.batch.running import Batch, Finished
from cruxmap.context import narrate
from cruxmap.show.progress import Advance, bar
from cruxmap.wiring import Parts
from debate.plain import one_line, plain

NAMED = 20
"""Failures that are named one by one on stderr; the file of failed rows has all."""


class Teller:
    """Writes each result as a line, keeps it for the table, names failures, and shows how far the batch is."""

    def __init__(
        self,
        kind: Kind,
        parts: Parts,
        bad: list[BadRow],
        options: Mapping[str, Any],
        file: Path,
        rater: DocumentRater | None = None,
    ) -> None:
        framework = parts.session.framework
        rated = rating_columns(framework) if rater else ()
        self._rater = rater
        self._columns = claim_columns(framework) if kind is Kind.CLAIMS else (*document_columns(framework), *rated)
        self._kind, self._parts, self._bad, self._options, self._file = kind, parts, bad, options, file
        self._rows: list[dict[str, Any]] = []
        self._failed: list[tuple[Mapping[str, Any], str]] = []
        self._out: TextIO = sys.stdout
        self._advance: Advance | None = None
        self._total = 0
        self.failures = 0
        self.stopped = False

    def plan(self, batch: Batch) -> None:
        """Say what there is to do, as one line of JSON, and do nothing."""
        to_do = batch.to_do
        said: dict[str, Any] = {
            "kind": self._kind,
            "rows": len(batch.items) + len(self._bad),
            "bad": len(self._bad),
            "known": len(batch.items) - len(to_do),
            "to_do": len(to_do),
        }
        for bad in self._bad:
            self._name(bad.number, bad.reason, bad.fix)
        caller = asked_of(self._parts, self._rater)
        if caller is not None and to_do:
            coming, price = forecast(self._parts, to_do, self._rater), caller.budget.price
            said["forecast"] = {
                "model": coming.model,
                "calls": coming.calls,
                "input": coming.usage.input,
                "output": coming.usage.output,
                "cost": price.of(coming.usage) if price else None,
            }
        self._line(said)

    @contextmanager
    def telling(self, total: int) -> Iterator[None]:
        """Show progress while the block runs; bad rows are named first."""
        # Rich would take stdout over while it draws, and it is data that goes there.
        self._out = sys.stdout
        for bad in self._bad:
            self._fail(bad.number, bad.reason, bad.fix, bad.fields)
            self._line(bad_row(bad))
        self._total = total
        with bar("Batch", "rows", total, self._more, draws=not sys.stdout.isatty()) as advance:
            self._advance = advance
            yield

    def tell(self, finished: Finished) -> None:
        """One item is finished."""
        row = output_row(finished, self._columns)
        if finished.result is None:
            failure = finished.failure
            said = (failure.reason, failure.fix) if failure else ("nothing came of it", "")
            self._fail(finished.item.row.number, *said, finished.item.row.fields)
        else:
            self._rows.append(row)
        self._line(row)
        if self._advance:
            self._advance(len(self._rows) + self.failures - len(self._bad), self._total)

    def write(self) -> None:
        """Write the table of results, what its columns mean, and the failed rows."""
        output = self._options["output"]
        table = table_of(self._columns, self._rows)
        if output:
            size = write_results(output, table)
            narrate(f"{len(self._rows):,} results in “{output}”, {size:,} bytes.")
        if self._options["dictionary"]:
            write_dictionary(self._options["dictionary"], table, output)
        place = self._options["failed"] or Path(f"{self._file.stem}.failed.jsonl")
        if self._failed:
            write_failed(place, self._failed)
            narrate(
                f"{self.failures:,} rows failed; “{place}” has {len(self._failed):,} of them, and can be given again."
            )

    def _more(self) -> str:
        """Failed rows, and what a chat model has used up."""
        said = [f"{self.failures:,} failed"] if self.failures else []
        caller = asked_of(self._parts, self._rater)
        if caller is not None:
            budget = caller.budget
            said.append(f"{budget.spent.total:,} tokens")
            said += [f"${budget.cost:,.2f}"] if budget.cost is not None else []
        return "".join(f", {one}" for one in said)

    def _fail(self, number: int, reason: str, fix: str, fields: Mapping[str, Any] | None) -> None:
        self.failures += 1
        if fields is not None:
            self._failed.append((fields, f"{reason.rstrip('.')}. {fix}"))
        self._name(number, reason, fix)

    def _name(self, number: int, reason: str, fix: str) -> None:
        if self.failures <= NAMED:
            narrate(f"Row {number}: {one_line(reason).rstrip('.')}. {one_line(fix)}")

    def _line(self, row: Mapping[str, Any]) -> None:
        """One line of JSON, flushed, so that whoever reads along has it now."""
        spelled = json.dumps(row, ensure_ascii=False, default=str)
        self._out.write((plain(spelled) if self._out.isatty() else spelled) + "\n")
        self._out.flush()
