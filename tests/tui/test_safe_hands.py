"""Nothing is lost or changed behind a person's back: files, decisions, words that are pasted, where the cursor is."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from debate.errors import CruxmapError
from debate.marks import MarkKind
from tests.tui.pressing import (
    ALARM,
    CALM,
    CLAIM,
    World,
    ask,
    document,
    imported,
    picture_of,
    press,
    session_on,
    settle,
    shown,
    told,
    write,
)
from tui.atlas_table import AtlasTable
from tui.blind_screen import BlindScreen
from tui.claim_list import ClaimList
from tui.dialogs import AskLine, Confirm
from tui.marklist import MarkList
from tui.matrix import Matrix

SIZES = [(80, 24), (120, 40)]


async def test_a_file_that_is_there_is_written_over_only_after_a_yes(world: World, tmp_path: Path) -> None:
    file = tmp_path / "precious.md"
    file.write_text("keep", encoding="utf-8")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "x", "enter")
        app.screen.query_one("#line", Input).value = str(file)
        await press(pilot, "enter")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "n")
        assert file.read_text(encoding="utf-8") == "keep"
        await press(pilot, "x", "enter")
        app.screen.query_one("#line", Input).value = str(file)
        await press(pilot, "enter", "y")
        assert file.read_text(encoding="utf-8") != "keep"


async def test_no_export_is_written_over_a_project(world: World, tmp_path: Path) -> None:
    file = tmp_path / "safe.cruxmap"
    file.write_text("keep", encoding="utf-8")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "x", "enter")
        app.screen.query_one("#line", Input).value = str(file)
        await press(pilot, "enter")
        assert file.read_text(encoding="utf-8") == "keep"
        assert any("is called like a project" in sentence for sentence in told(app))


async def test_one_table_is_exported_for_the_public_with_what_it_loses(world: World, tmp_path: Path) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "x", "down", "enter", "space", "down", "space", "enter", "down", "enter")
        assert isinstance(app.screen, AskLine)
        app.screen.query_one("#line", Input).value = str(tmp_path / "marks.csv")
        await press(pilot, "enter")
        (wish,) = world.exported.wishes
        assert (wish.format, sorted(wish.ways), wish.table) == ("csv", ["public", "sidecar"], "marks")
        details = world.store.done[-1].action.details
        assert (details["ways"], details["table"]) == (["public", "sidecar"], "marks")


@pytest.mark.parametrize(("place", "kind"), [("f4", "documents"), ("f2", "claims")])
async def test_all_documents_and_all_claims_are_exported(world: World, tmp_path: Path, place: str, kind: str) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, place, "X", "enter", "enter")
        app.screen.query_one("#line", Input).value = str(tmp_path / "all")
        await press(pilot, "enter")
        assert [one for one, _ in world.exported.atlases] == [kind]
        assert world.store.done[-1].action.details["atlas"] == kind


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_undone_is_under_the_cursor_again(size: tuple[int, int]) -> None:
    world = World([document("alarm", "".join(f"RAISES Number {n} could do it. THREAT-1a\n" for n in range(4)))])
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await ask(pilot)
        marks = app.screen.query_one("#marks", MarkList)
        assert marks.item is not None
        first = marks.item.judged.mark.id
        await press(pilot, "r")
        assert marks.item.judged.mark.id != first
        await press(pilot, "u")
        assert marks.item.judged.mark.id == first


async def test_undoing_a_blind_answer_asks_for_the_same_words_again_though_others_were_skipped(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        await press(pilot, "B")
        screen = app.screen
        assert isinstance(screen, BlindScreen)
        asked = screen.current
        assert asked is not None
        assert asked.mark.quote[:20] in shown(app, "#blind-count")
        await press(pilot, "0", "s", "u")
        assert screen.current is asked
        assert shown(app, "#blind-last") == ""


async def test_the_first_key_the_welcome_names_works(world: World) -> None:
    empty = World([])
    app = empty.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "L")
        assert app.screen.query_one("#claim", Input).value == ""
        for _ in range(200):
            await settle(pilot)
            if app.job is None:
                break
        assert len(empty.store.sources()) == 2


async def test_a_pasted_claim_of_several_lines_is_one_sentence(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await write(pilot, "Open weights let [red]novices[/red]\nbuild\tbio\x1b[31mweapons.")
        assert app.screen.query_one("#claim", Input).value == "Open weights let [red]novices[/red] build bioweapons."


async def test_leaving_a_debate_comes_back_to_its_claim_in_the_list(world: World) -> None:
    world.asked("Open models increase the risk of phishing.")
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        await press(pilot, "escape")
        claims = app.screen.query_one(ClaimList)
        assert claims.has_focus
        assert claims.item is not None
        assert claims.item.claim.text == CLAIM


async def test_a_claim_is_turned_round_and_back_and_both_are_in_the_journal(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot, "Open models matter for bioweapons.")
        before = world.store.claims()[0]
        await press(pilot, "s")
        assert world.store.claims()[0].direction == "no_change"
        await press(pilot, "s")
        assert world.kept["claim"] == before.id
        assert world.actions[-2:] == ["keep-claim", "keep-claim"]


async def test_undoing_a_turn_shows_the_claim_as_it_was_and_redoing_it_as_it_became(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot, "Open models matter for bioweapons.")
        (before,) = world.store.claims()
        await press(pilot, "s")
        turned = world.store.claims()[0]
        await press(pilot, "u")
        assert (world.kept["claim"], world.store.claims()) == (before.id, [before])
        assert "direction not given" in shown(app, "#claim-box")
        await press(pilot, "U")
        assert world.kept["claim"] == turned.id
        await press(pilot, "s", "u")
        assert world.kept["claim"] == turned.id


async def test_undoing_waits_for_what_is_being_done(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        go_on = threading.Event()
        app.desk.ask(lambda _: go_on.wait(5))
        await pilot.press("r", "u")
        go_on.set()
        await settle(pilot)
        assert world.decisions == ["rejected", "withdrawn"]


async def test_documents_are_found_by_name_and_new_ones_are_listed_when_she_comes_back(world: World) -> None:
    world.readable = {"new.txt": [document("new", "RAISES Attackers now use them. THREAT-1c")]}
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f4", "slash")
        await write(pilot, "cal")
        await press(pilot, "enter")
        table = app.screen.query_one(AtlasTable)
        assert [one.source.title for one in table.items] == ["Calm"]
        await press(pilot, "escape", "f2", "ctrl+o")
        await write(pilot, "new.txt")
        await press(pilot, "enter")
        for _ in range(200):
            await settle(pilot)
            if app.job is None:
                break
        await press(pilot, "f4")
        await settle(pilot)
        assert [one.source.title for one in table.items] == ["Alarm", "Calm", "New"]


async def test_the_claim_is_read_on_picked_sources_alone(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "f4", "space", "F")
        assert app.current_mode == "debate"
        assert "1 sources only" in shown(app, "#claim-box")
        assert "Calm" not in shown(app, "#citation")


async def test_in_a_narrow_terminal_the_matrix_keeps_its_width(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        await press(pilot, "less_than_sign", "less_than_sign")
        assert app.screen.query_one(Matrix).size.width >= 78


async def test_a_debate_without_a_claim_says_how_to_begin(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        assert "F2 goes to the claims" in shown(app, "#claim-box")


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_not_read_yet_is_said_for_as_long_as_it_holds(world: World, size: tuple[int, int]) -> None:
    list(session_on(world.store).keep([document("more", "DOUBTS It was so before. PAST-2a\nNothing.\n")]))
    app = world.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.look_around()
        await settle(pilot)
        assert "2 of 7 passages not read yet · ^l" in shown(app, "#state")
        await ask(pilot)
        assert "2 passages not read yet (^l)" in shown(app, "#claim-box")
        await press(pilot, "l")
        assert "◯" not in shown(app, "#coverage")
        assert "Not all is read yet" in "\n".join(picture_of(app))
        await press(pilot, "ctrl+l")
        await imported(pilot)
        assert "not read" not in shown(app, "#claim-box")
        assert "◯" in shown(app, "#coverage")
        await press(pilot, "f2")
        assert "not read" not in shown(app, "#state")


async def test_a_decision_is_withdrawn_long_after(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "a", "W")
        assert world.decisions == ["accepted", "withdrawn"]


async def test_marks_that_count_only_together_are_said_to_and_have_a_sign_of_their_own() -> None:
    world = World([document("alarm", "RAISES One could. THREAT-1a\nRAISES Two could. THREAT-1a\n")])
    for mark in list(world.store.all_marks.values()):
        if mark.kind is MarkKind.STEP:
            world.store.all_marks[mark.id] = replace(mark, confidence=0.4)
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        assert "2 unsure marks count together, 1 source" in shown(app, "#subject")
        assert "& 1a" in shown(app, "#marks")
        assert "counts with others" in shown(app, "#citation")
        await press(pilot, "a")
        assert "count together" not in shown(app, "#subject")


async def test_a_decision_that_could_not_be_written_is_said_not_to_be_kept_and_its_mark_is_under_the_cursor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(verdict: object) -> None:
        raise CruxmapError("The project is being written by another program.", "Try again in a moment.")

    world = World([document("alarm", f"{ALARM}RAISES Others could do so too. THREAT-1b\n"), document("calm", CALM)])
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        monkeypatch.setattr(world.store, "add_verdict", locked)
        marks = app.screen.query_one("#marks", MarkList)
        first, _ = marks.items
        await press(pilot, "a")
        (said,) = (sentence for sentence in told(app) if "another program" in sentence)
        assert said.startswith("Not kept: accepted “RAISES")
        assert not app.doing
        assert marks.item is not None
        assert marks.item.judged.mark.id == first.judged.mark.id


async def test_the_list_of_claims_names_baselines_and_misuse(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot)
        assert "Biosecurity · increase · the Internet" in shown(app, "#claim-box")
        await press(pilot, "f2")
        assert "Biosecurity · increase · the Internet" in shown(app, "#claims")


def placed(world: World) -> list[tuple[str, str]]:
    """What a person said of passages, with the direction of the claim toward which, where it stands."""
    directions = {claim.id: claim.direction.value for claim in world.store.claims()}
    own = [mark for mark in world.store.all_marks.values() if mark.author.kind == "person" and mark.kind == "stance"]
    last = {verdict.mark_id: verdict.decision for verdict in world.store.verdicts}
    standing = [mark for mark in own if last.get(mark.id) != "rejected"]
    return sorted((directions[mark.claim_id or ""], mark.label) for mark in standing if mark.claim_id in directions)


async def test_what_was_placed_by_hand_turns_with_the_claim_and_comes_back_with_undo(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "m")
        assert placed(world) == [("increase", "against")]
        await press(pilot, "s")
        assert placed(world) == [("increase", "against"), ("no_change", "for")]
        assert "1 placed by hand changed sides with it" in told(app)[-1]
        await press(pilot, "s")
        assert placed(world) == [("increase", "against"), ("no_change", "for")]
        await press(pilot, "u", "u")
        assert placed(world) == [("increase", "against")]
        await press(pilot, "u")
        assert placed(world) == []


async def test_what_was_placed_toward_the_turned_claim_later_stays(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await ask(pilot)
        await press(pilot, "m", "s")
        assert placed(world) == [("increase", "against"), ("no_change", "for")]
        await press(pilot, "m", "s", "s")
        assert ("no_change", "against") in placed(world)
