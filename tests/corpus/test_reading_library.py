"""A library file is read as it is written; a faulty one is refused with its name and the fault."""

import pytest

from corpus.notes import Citer, Lean, Openness, Verified
from corpus.reading_library import LibraryError, read_entry

FILE = """+++
type = "report"
title = "Locks and weights"
author = ["Smith, Ann", "Jones et al."]
issued = "2024-03"
publisher = "The Lock Institute"
URL = "https://example.org/locks"
vectors = ["cyber"]
leans = "doubts"
+++

Smith and colleagues argue that a lock
keeps honest people honest.

## Evidence notes

### Forty locks

> cited by: doubts | design: survey, N=40 | model: open | verified: yes | locator: p. 3

Of forty locks
thirty were open.

### Nobody counted the keys

> cited by: both | design: recollection | model: none | verified: no

There were about ninety keys (unverified).
"""


def test_front_matter_opening_and_notes_are_read_with_their_lines_joined() -> None:
    entry = read_entry(FILE, "smith-2024.md")
    assert entry.csl["author"] == [{"family": "Smith", "given": "Ann"}, {"literal": "Jones et al."}]
    assert entry.csl["issued"] == {"date-parts": [[2024, 3]]}
    assert (entry.csl["type"], entry.csl["publisher"]) == ("report", "The Lock Institute")
    assert (entry.vectors, entry.leans) == (("cyber",), Lean.DOUBTS)
    assert entry.opening == "Smith and colleagues argue that a lock keeps honest people honest."
    locks, keys = entry.notes
    assert (locks.heading, locks.text) == ("Forty locks", "Of forty locks thirty were open.")
    assert (locks.cited_by, locks.design, locks.model) == (Citer.DOUBTS, "survey, N=40", Openness.OPEN)
    assert (locks.verified, locks.locator, locks.label) == (Verified.YES, "p. 3", "Forty locks")
    assert (keys.verified, keys.locator, keys.label) == (Verified.NO, None, "Nobody counted the keys (unverified)")


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        pytest.param("+++\ntype", "---\ntype", "no .*front matter", id="another kind of front matter"),
        pytest.param("## Evidence notes", "## Evidence", "Evidence notes", id="no heading over the notes"),
        pytest.param('title = "Locks and weights"', "title = Locks", "smith-2024.md.*wrong", id="broken TOML"),
        pytest.param('issued = "2024-03"\n', "", "lacks the key 'issued'", id="a missing key"),
        pytest.param('leans = "doubts"', 'leans = "doubts"\nlean = 1', "“lean” is not known", id="an unknown key"),
        pytest.param('leans = "doubts"', 'leans = "doubtful"', "doubtful", id="an unknown lean"),
        pytest.param("model: open", "model: ajar", "ajar", id="an unknown openness"),
        pytest.param("cited by: doubts | ", "", "lacks the key 'cited by'", id="a note without a field"),
        pytest.param("design: survey, N=40", "design:", "“design:” is none of", id="a field without a value"),
        pytest.param("locator: p. 3", "page: 3", "“page: 3” is none of", id="an unknown field"),
        pytest.param("\n\nOf forty locks\nthirty were open.", "", "“Forty locks", id="a note without sentences"),
        pytest.param(
            "verified: yes", "verified: second-hand", "“Forty locks” is verified: second-hand", id="no caution"
        ),
        pytest.param(
            "verified: no", "verified: yes", "“Nobody counted the keys” is verified: yes", id="needless caution"
        ),
        pytest.param(
            "(unverified)", "(second-hand)", "“Nobody counted the keys” is verified: no", id="another caution"
        ),
        pytest.param("### ", "#### ", "it has no notes", id="no notes"),
    ],
)
def test_a_faulty_file_is_refused_and_the_fault_named(written: str, instead: str, complaint: str) -> None:
    with pytest.raises(LibraryError, match=complaint) as refused:
        read_entry(FILE.replace(written, instead), "smith-2024.md")
    assert "smith-2024.md" in refused.value.message
    assert refused.value.hint


def test_a_source_of_which_nothing_was_checked_says_so_at_the_start() -> None:
    start, _, rest = FILE.partition("### Forty locks")
    nothing_checked = start + rest[rest.index("### Nobody") :]
    with pytest.raises(LibraryError, match="opening does not say so"):
        read_entry(nothing_checked, "smith-2024.md")
    said = nothing_checked.replace("honest people honest.", "honest people honest (unverified).")
    assert [note.verified for note in read_entry(said, "smith-2024.md").notes] == [Verified.NO]
