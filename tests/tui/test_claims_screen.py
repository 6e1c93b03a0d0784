"""Claims: typed, read, listed with a small picture, found, ordered, deleted and brought back."""

from textual.widgets import Input

from tests.tui.pressing import CLAIM, World, ask, imported, press, settle, shown, told, write
from tui.claim_list import ClaimList
from tui.claims_screen import ClaimsScreen
from tui.debate_screen import DebateScreen


async def test_the_lint_speaks_while_she_types_and_falls_silent_when_nothing_is_missing(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *"openness")
        assert "Relative to what?" in shown(app, "#lint")
        app.screen.query_one("#claim", Input).value = ""
        await write(pilot, "Compared with the Internet open models soon increase the risk of bioweapons by novices")
        assert "✓ Complete" in shown(app, "#lint")


async def test_fields_are_read_from_the_words_until_she_sets_them(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await write(pilot, CLAIM)
        assert "≈ Biosecurity" in str(app.screen.query_one("#field-vector").render())
        await press(pilot, "tab", "enter", "down", "enter")
        assert "Cybersecurity" in str(app.screen.query_one("#field-vector").render())
        assert "≈" not in str(app.screen.query_one("#field-vector").render())
        await press(pilot, "right", "right", "right", "enter")
        await write(pilot, "a lone amateur")
        await press(pilot, "enter")
        app.screen.query_one("#claim").focus()
        await press(pilot, "enter")
        (claim,) = world.store.claims()
        assert (claim.vector, claim.actor, claim.baselines) == ("cyber", "a lone amateur", ("internet",))


async def test_a_field_goes_back_to_the_words(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write(pilot, CLAIM)
        await press(pilot, "tab", "enter", "down", "enter", "backspace")
        assert "≈ Biosecurity" in str(app.screen.query_one("#field-vector").render())


async def test_baselines_are_ticked_in_a_list(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write(pilot, "Open models increase the risk of bioweapons")
        app.screen.query_one("#field-baselines").focus()
        await press(pilot, "enter", "down", "space", "down", "space", "enter")
        assert "Compared with: the Internet and search…" in str(app.screen.query_one("#field-baselines").render())
        app.screen.query_one("#claim").focus()
        await press(pilot, "enter")
        assert world.store.claims()[0].baselines == ("internet", "older_tool")


async def test_a_claim_asked_before_is_listed_with_its_picture_and_opens_on_enter(world: World) -> None:
    world.asked()
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        listing = shown(app, "#claims").splitlines()
        assert CLAIM in listing[0]
        assert "◑◯·◑·· ◯◑·◑··" in listing[1]
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, DebateScreen)


async def test_a_deleted_claim_is_gone_and_undo_brings_it_back(world: World) -> None:
    claim = world.asked()
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "d")
        assert world.store.claims() == []
        await press(pilot, "u")
        assert world.store.claims() == [claim]
        assert CLAIM in shown(app, "#claims")
        assert world.actions == ["forget-claim", "keep-claim"]


async def test_claims_are_found_by_their_words_and_ordered(world: World) -> None:
    world.asked("Open models increase the risk of phishing.")
    world.asked("Open models increase the risk of bioweapons.")
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "slash")
        await write(pilot, "PHISH")
        listing = app.screen.query_one(ClaimList)
        assert [listed.claim.vector for listed in listing.items] == ["phishing"]
        await press(pilot, "escape")
        assert [listed.claim.vector for listed in listing.items] == ["bio", "phishing"]
        await press(pilot, "z", "z")
        assert [listed.claim.text[-11:] for listed in listing.items] == ["bioweapons.", "f phishing."]
        assert "by words" in shown(app, "#state")


async def test_a_claim_that_is_changed_keeps_what_was_set(world: World) -> None:
    world.asked()
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "e")
        assert app.screen.query_one("#claim", Input).value == CLAIM
        app.screen.query_one("#field-actor").focus()
        await press(pilot, "enter")
        await write(pilot, "a state")
        await press(pilot, "enter")
        app.screen.query_one("#claim").focus()
        await press(pilot, "enter")
        assert [claim.actor for claim in world.store.claims()] == ["a state"]


async def test_an_empty_project_offers_the_library_and_samples_and_takes_them_in() -> None:
    world = World([])
    app = world.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "takes in the shipped library" in shown(app, "#welcome")
        assert "novices build bioweapons" in shown(app, "#claims")
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, ClaimsScreen)
        assert any("L takes in the shipped library" in message for message in told(app))
        await press(pilot, "L")
        await imported(pilot)
        assert [source.id for source in world.store.sources()] == ["alarm", "calm"]
        assert not app.screen.query_one("#welcome").display
        assert any("2 sources new" in message for message in told(app))
        await press(pilot, "enter")
        assert app.current_mode == "debate"


async def test_a_claim_as_long_as_a_document_is_refused_with_the_reason(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await write(pilot, "word " * 500)
        assert "a claim is one sentence" in shown(app, "#lint")
        await press(pilot, "enter")
        assert isinstance(app.screen, ClaimsScreen)


async def test_typing_a_claim_does_not_run_keys_of_the_list(world: World) -> None:
    app = world.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "n", "d", "slash", "z", "question_mark")
        assert app.screen.query_one("#claim", Input).value == "nd/z?"
        await ask(pilot, "")
