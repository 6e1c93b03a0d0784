"""Text and Markdown are kept as they are written, with their pages, sections and front matter."""

import pytest

from corpus.problems import UnreadableError
from corpus.reading_text import read_markdown, read_text


def test_plain_text_is_kept_as_it_is_and_called_after_its_file() -> None:
    document = read_text(b"One thing.\r\nAnother.", "/home/ada/papers/On risk.txt")
    assert document.text == "One thing.\nAnother."
    assert document.csl == {"type": "document", "title": "On risk"}
    assert document.name == "On risk.txt"
    assert document.longer_names[:2] == ("papers/On risk.txt", "ada/papers/On risk.txt")


def test_form_feeds_part_a_text_into_pages() -> None:
    document = read_text(b"first\n\fsecond\n\fthird", "paper.txt")
    assert [(document.text[page.start :][:5], page.label) for page in document.pages] == [
        ("first", "1"), ("secon", "2"), ("third", "3"),
    ]  # fmt: skip


MARKDOWN = b"""---
title: "On marginal risk"
author:
  - Ada Lovelace
  - King, Ada
date: 2024-03-27
license: CC-BY-4.0
---

Preface.

# Threats #

Some text.

```python
# no heading
```

Defences
--------

More text.
"""


def test_headings_of_markdown_are_sections_and_its_front_matter_says_what_it_is() -> None:
    document = read_markdown(MARKDOWN, "risk.md")
    assert [section.label for section in document.sections] == ["Threats", "Defences"]
    assert document.text[document.sections[0].start :].startswith("# Threats")
    assert document.text[document.sections[1].start :].startswith("Defences\n---")
    assert document.csl["title"] == "On marginal risk"
    assert document.csl["author"] == [{"literal": "Ada Lovelace"}, {"family": "King", "given": "Ada"}]
    assert document.csl["issued"] == {"date-parts": [[2024, 3, 27]]}
    assert document.licence == "CC-BY-4.0"
    assert document.text.startswith("\nPreface.")


def test_the_first_heading_is_the_title_where_there_is_no_other() -> None:
    assert read_markdown(b"Text.\n\n## Risk\n", "x.md").csl["title"] == "Risk"
    assert read_markdown(b"Text.\n", "x.md").csl["title"] == "x"


def test_authors_in_one_line_are_a_list_too() -> None:
    document = read_markdown(b"---\nauthors: [Ada Lovelace, 'Bob Smith']\n---\nText.\n", "x.md")
    assert document.csl["author"] == [{"literal": "Ada Lovelace"}, {"literal": "Bob Smith"}]


def test_front_matter_alone_is_no_document() -> None:
    with pytest.raises(UnreadableError, match="no text below"):
        read_markdown(b"---\ntitle: x\n---\n\n", "x.md")


def test_a_rule_at_the_start_is_no_front_matter_when_none_follows() -> None:
    assert read_markdown(b"---\nJust text.\n", "x.md").text.startswith("---")
