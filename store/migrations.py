"""The schema, as a set of named steps. A step that was released is never edited: a change is a new step."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x63727578
"""“crux”: marks an SQLite file as a project."""

SET = "cruxmap"


def record(db: "Database") -> None:
    """Sources, passages, marks, verdicts and claims, with triggers that keep marks and verdicts as they were made."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in _RECORD:
        db.execute(statement)
    for table, rule in (("marks", "marks never change"), ("verdicts", "verdicts are only added")):
        for action in ("UPDATE", "DELETE"):
            db.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
            )


def lexical_index(db: "Database") -> None:
    """Words, and character pairs of scripts without spaces; filled by `store.lexical`, which knows how to cut them."""
    db.execute(
        "CREATE VIRTUAL TABLE passage_words USING fts5(words, pairs, content='', "
        "tokenize=\"porter unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
    )


def vectors(db: "Database") -> None:
    """Vectors in one blob a source and batch: reading 100,000 of them is reading a few thousand rows."""
    db.execute(
        "CREATE TABLE vectors (number INTEGER PRIMARY KEY, stamp TEXT NOT NULL,"
        " source INTEGER NOT NULL REFERENCES sources(number), ids TEXT NOT NULL, count INTEGER NOT NULL,"
        " rows BLOB NOT NULL)"
    )
    db.execute("CREATE INDEX vectors_by_stamp ON vectors (stamp, source)")


def journal(db: "Database") -> None:
    """Which annotator version has read which passage, and small facts about the project."""
    db.execute(
        "CREATE TABLE annotations (annotator TEXT NOT NULL, version TEXT NOT NULL,"
        " passage INTEGER NOT NULL REFERENCES passages(number),"
        " PRIMARY KEY (annotator, version, passage)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)")


def actions(db: "Database") -> None:
    """What a person did and noted, and a short way to what was said of one claim."""
    db.execute(
        "CREATE TABLE actions (number INTEGER PRIMARY KEY, name TEXT NOT NULL, details TEXT NOT NULL,"
        " by TEXT NOT NULL, made_at TEXT NOT NULL)"
    )
    db.execute(
        "CREATE TABLE notes (number INTEGER PRIMARY KEY, about TEXT NOT NULL, text TEXT NOT NULL,"
        " by TEXT NOT NULL, made_at TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX notes_by_thing ON notes (about)")
    db.execute("CREATE INDEX marks_by_claim ON marks (claim_id) WHERE claim_id IS NOT NULL AND claim_id <> 'reference'")


def model_calls(db: "Database") -> None:
    """What chat models were asked and answered."""
    db.execute(
        "CREATE TABLE calls (key TEXT PRIMARY KEY, model TEXT NOT NULL, prompt TEXT NOT NULL, reply TEXT NOT NULL,"
        " made_at TEXT NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, cached INTEGER NOT NULL,"
        " reasoning INTEGER NOT NULL)"
    )


def rejected_proposals(db: "Database") -> None:
    """What chat models proposed with words that could not be verified."""
    db.execute(
        "CREATE TABLE proposals (number INTEGER PRIMARY KEY, passage TEXT NOT NULL, author_name TEXT NOT NULL,"
        " author_version TEXT NOT NULL, author_prompt TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,"
        " quote TEXT NOT NULL, verdict TEXT NOT NULL, nearest TEXT NOT NULL, made_at TEXT NOT NULL,"
        " UNIQUE (passage, author_name, author_version, author_prompt, kind, label, quote))"
    )


def batch_results(db: "Database") -> None:
    """What rows of batches came to, by everything that decides it."""
    db.execute(
        "CREATE TABLE batch_results (key TEXT PRIMARY KEY, result TEXT NOT NULL, made_at TEXT NOT NULL) WITHOUT ROWID"
    )


def drafted_arguments(db: "Database") -> None:
    """What chat models drafted for the sides of a debate, and what people decided on it."""
    db.execute(
        "CREATE TABLE drafts (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, claim_id TEXT NOT NULL,"
        " side TEXT NOT NULL, step TEXT NOT NULL, part TEXT NOT NULL, content TEXT NOT NULL,"
        " author_name TEXT NOT NULL, author_version TEXT NOT NULL, author_prompt TEXT NOT NULL, made_at TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX drafts_by_claim ON drafts (claim_id)")
    db.execute(
        "CREATE TABLE draft_decisions (number INTEGER PRIMARY KEY, draft TEXT NOT NULL REFERENCES drafts(id),"
        " decision TEXT NOT NULL, by TEXT NOT NULL, made_at TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX draft_decisions_by_draft ON draft_decisions (draft)")


def parcels(db: "Database") -> None:
    """Questions that providers answer together, at a lower price, and which answers came so."""
    db.execute("ALTER TABLE calls ADD COLUMN batched INTEGER NOT NULL DEFAULT 0")
    db.execute(
        "CREATE TABLE parcels (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, model TEXT NOT NULL,"
        " server TEXT NOT NULL, prompts TEXT NOT NULL, made_at TEXT NOT NULL, batch_id TEXT NOT NULL)"
    )


STEPS = (
    record,
    lexical_index,
    vectors,
    journal,
    actions,
    model_calls,
    rejected_proposals,
    batch_results,
    drafted_arguments,
    parcels,
)
"""In the order of release."""


def migrations() -> "Migrations":
    """The steps as sqlite-utils applies them."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations(SET)
    for step in STEPS:
        steps()(step)
    return steps


_RECORD = (
    """
    CREATE TABLE sources (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        csl TEXT NOT NULL,
        origin TEXT NOT NULL,
        language TEXT NOT NULL,
        characters INTEGER NOT NULL,
        licence TEXT,
        superseded INTEGER NOT NULL DEFAULT 0,
        extra TEXT NOT NULL
    )""",
    "CREATE INDEX sources_by_name ON sources (name)",
    "CREATE TABLE texts (source INTEGER PRIMARY KEY REFERENCES sources(number), text TEXT NOT NULL)",
    """
    CREATE TABLE passages (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        source INTEGER NOT NULL REFERENCES sources(number),
        ordinal INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        text TEXT NOT NULL,
        language TEXT NOT NULL,
        page TEXT,
        section TEXT
    )""",
    "CREATE INDEX passages_by_source ON passages (source, ordinal)",
    """
    CREATE TABLE authors (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        prompt TEXT NOT NULL,
        UNIQUE (kind, name, version, prompt)
    )""",
    """
    CREATE TABLE marks (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        passage INTEGER NOT NULL REFERENCES passages(number),
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        quote TEXT NOT NULL,
        confidence REAL NOT NULL,
        author INTEGER NOT NULL REFERENCES authors(number),
        made_at TEXT NOT NULL,
        criteria TEXT NOT NULL,
        pole TEXT,
        claim_id TEXT,
        statement TEXT NOT NULL,
        caveat INTEGER NOT NULL
    )""",
    "CREATE INDEX marks_by_passage ON marks (passage)",
    """
    CREATE TABLE verdicts (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        mark_id TEXT NOT NULL REFERENCES marks(id),
        decision TEXT NOT NULL,
        by TEXT NOT NULL,
        made_at TEXT NOT NULL,
        changes TEXT,
        note TEXT NOT NULL,
        blind INTEGER NOT NULL
    )""",
    "CREATE INDEX verdicts_by_mark ON verdicts (mark_id)",
    """
    CREATE TABLE claims (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        vector TEXT,
        direction TEXT NOT NULL,
        baselines TEXT NOT NULL,
        actor TEXT,
        horizon TEXT
    )""",
)
