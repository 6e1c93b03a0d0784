"""The debate: moving on the left shows the words on the right; keys judge, and the picture follows at once."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest

from debate.marks import Stance
from debate.ports import Hit
from debate.verdicts import Decision
from tests.debate.memory import MemoryRetriever
from tests.tui.pressing import (
    CLAIM,
    HOSTILE,
    World,
    ask,
    document,
    picture_of,
    press,
    session_on,
    settle,
    shown,
    told,
    write,
)
from tui.debate_screen import DebateScreen
from tui.marklist import MarkList
from tui.words_pane import Words

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_typed_claim_is_mapped_and_its_words_are_one_move_away(world: World, size: tuple[int, int]) -> None:
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await ask(pilot)
        assert isinstance(app.screen, DebateScreen)
        assert [claim.text for claim in world.store.claims()] == [CLAIM]
        assert "◑" in shown(app, "#coverage")
        assert "Terrorists could make pathogens" in shown(app, "#context")
        assert "Alarm Club" in shown(app, "#citation")
        await press(pilot, "right", "right") if size[0] < 100 else await press(pilot, "down", "down")
        assert "Looked, and this side does not say" in shown(app, "#context") or "corpus" in shown(app, "#context")
        assert "Press g to search" in shown(app, "#context")


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_wider_than_the_terminal_and_the_matrix_is_always_there(
    world: World, size: tuple[int, int]
) -> None:
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await ask(pilot)
        for _ in range(6):
            picture = picture_of(app)
            assert max(map(len, picture)) <= size[0]
            assert sum("Against" in line for line in picture) >= 1
            await press(pilot, "tab")


async def test_rejecting_a_mark_is_stored_and_empties_its_cell_and_undo_and_redo_follow(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "r")
        assert world.decisions == ["rejected"]
        assert "◑" not in shown(app, "#coverage").splitlines()[1]
        await press(pilot, "u")
        assert world.decisions == ["rejected", "withdrawn"]
        assert "◑" in shown(app, "#coverage").splitlines()[1]
        await press(pilot, "U")
        assert "◑" not in shown(app, "#coverage").splitlines()[1]
        assert world.actions == ["keep-claim", "reject", "withdraw", "reject"]


async def test_accepting_a_mark_confirms_its_cell_by_shape(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "a")
        assert world.decisions == ["accepted"]
        assert "◑✓" in shown(app, "#coverage")
        assert "1 of 6 reviewed" in shown(app, "#claim-box")
        await press(pilot, "u")
        assert "◑✓" not in shown(app, "#coverage")


async def test_text_from_a_document_is_neither_markup_nor_escape_codes() -> None:
    world = World([document("hostile", HOSTILE)])
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        screen = "\n".join(picture_of(app))
        assert "[red]Terrorists[/red]" in screen
        assert "日本語" in screen
        for forbidden in ("\x1b", "\x07", "\u202e"):
            assert forbidden not in screen


async def test_swapping_turns_the_sides_round(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        before = shown(app, "#coverage").splitlines()[2]
        await press(pilot, "s")
        after = shown(app, "#coverage").splitlines()[2]
        assert ("◑" in before[22:32], "◑" in before[33:]) == ("◑" in after[33:], "◑" in after[22:32])


async def test_both_sides_words_on_an_assumption_stand_next_to_each_other(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "tab")
        assert "contested" in shown(app, "#subject")
        assert "could not get otherwise" in shown(app, "#marks-heading")
        assert "substitutes" in shown(app, "#other-marks-heading")
        assert "Terrorists" in shown(app, "#marks")
        assert "Pathogen" in shown(app, "#other-marks")
        await press(pilot, "enter", "tab")
        assert "Pathogen genomes" in shown(app, "#context")


async def test_a_crux_says_what_would_settle_it(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "tab", "tab")
        assert "Crux:" in shown(app, "#subject")
        assert "Settled by: the same task attempted with the substitute" in shown(app, "#subject")


async def test_moving_a_passage_to_the_other_side_takes_its_marks_along(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "m")
        person = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person"]
        assert [(mark.label, mark.author.name, mark.claim_id) for mark in person] == [
            (Stance.AGAINST, "ada", world.store.claims()[0].id)
        ]
        threat = shown(app, "#coverage").splitlines()[1]
        assert "◑" in threat[33:]
        await press(pilot, "u")
        assert "◑" in shown(app, "#coverage").splitlines()[1][22:32]


async def test_a_note_is_kept_and_shown_with_its_mark(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "n")
        await write(pilot, "ask a virologist")
        await press(pilot, "enter")
        assert "note by ada: ask a virologist" in shown(app, "#citation")
        assert world.actions[-1] == "note"


async def test_a_note_is_written_in_an_editor_and_comes_back_as_one_line(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf ', and\\n a virologist\\n' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await ask(pilot)
        await press(pilot, "n")
        await write(pilot, "ask")
        await press(pilot, "f7", "enter")
        assert "note by ada: ask, and a virologist" in shown(app, "#citation")


async def test_a_terminal_that_cannot_be_handed_over_says_so_and_keeps_what_was_typed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "n")
        await write(pilot, "ask")
        await press(pilot, "f7", "enter")
        assert any("cannot be handed over" in one for one in told(app))
        assert "note by ada: ask" in shown(app, "#citation")


async def test_an_edit_changes_label_and_words_and_keeps_the_suggestion(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "e", "down", "ctrl+s")
        assert world.decisions == ["edited"]
        assert world.store.verdicts[0].changes == {"label": "existing_risk", "criteria": []}
        assert "✎" not in shown(app, "#coverage")
        await press(pilot, "down")
        assert "✎" in shown(app, "#marks")


async def test_a_bulk_decision_says_its_count_and_touches_only_what_is_listed(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "A")
        assert "Accept the 1 undecided marks listed here?" in "\n".join(picture_of(app))
        await press(pilot, "n")
        assert world.decisions == []
        await press(pilot, "A", "y")
        assert world.decisions == ["accepted"]


async def test_a_filter_lists_only_marks_with_the_words_and_escape_lists_all(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "slash")
        await write(pilot, "zebra")
        assert app.screen.query_one(Words).listed == []
        await press(pilot, "escape")
        assert len(app.screen.query_one(Words).listed) == 1


async def test_blind_review_hides_the_suggestion_until_she_has_decided(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "B")
        before = "\n".join(picture_of(app))
        assert "4 marks to decide" in before
        assert "suggested" not in before
        await press(pilot, "6")
        assert world.decisions == ["rejected"]
        assert world.store.verdicts[0].blind
        assert world.actions[-2:] == ["reject", "mark"]
        assert "you: 6 Uncertainty · suggested:" in "\n".join(picture_of(app))


async def test_a_failing_call_is_shown_and_the_program_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: MemoryRetriever, *asked: Sequence[str]) -> list[list[Hit]]:
        raise OSError("the disk went away")

    monkeypatch.setattr(MemoryRetriever, "search", fail)
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        assert app.is_running
        assert any("the disk went away" in message for message in told(app))
        assert "There is no picture of it. S seeks again." in shown(app, "#claim-box")
        await press(pilot, "f2")
        assert app.is_running


async def test_what_another_program_decided_is_seen(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        app.look_around()
        await settle(pilot)
        app.look_around()
        mark_id = app.screen.query_one(Words).listed[0].judged.mark.id
        session_on(world.store).decide(mark_id, Decision.ACCEPTED, "grace")
        world.store.others += 1
        for _ in range(3):
            app.look_around()
            await settle(pilot)
        assert "◑✓" in shown(app, "#coverage")


async def test_she_is_where_she_left_off_at_the_next_start(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
    again = world.app()
    async with again.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert isinstance(again.screen, DebateScreen)
        assert "◑" in shown(again, "#coverage")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_caution_says_what_is_wrong_and_its_fix_and_shows_the_words_on_their_side(
    world: World, size: tuple[int, int]
) -> None:
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await ask(pilot)
        assert app.picture is not None
        cautions = [one for one in app.picture.findings if one.side_id]
        app.screen.query_one("#cruxes").focus()
        await press(pilot, "end")
        assert f"{cautions[-1].says} {cautions[-1].fix}" in " ".join(shown(app, "#subject").split())
        column = "#marks" if cautions[-1].side_id == "for" else "#other-marks"
        assert len(app.screen.query_one(column, MarkList).items) == len(cautions[-1].mark_ids) > 0
