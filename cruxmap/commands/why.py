"""`cruxmap why CELL`: from a cell to the words, who said them, and who judged them."""

import click

from cruxmap.claim_arguments import kept_claim
from cruxmap.commands.rejected import proposal_json
from cruxmap.context import Words, complete, json_option, print_json, session_of
from debate.coverage import Cell
from debate.errors import UnknownName
from debate.mapjson import cell_json, mark_json, passage_json, source_json
from debate.maps import DebateMap
from debate.session import Reason, Session


@click.command("why")
@click.argument("cell")
@click.option("--claim", type=Words(), help="The claim: its id, or its words; the newest one by default.")
@json_option
@click.pass_context
def command(ctx: click.Context, cell: str, claim: str | None, *, as_json: bool) -> None:
    """Explain CELL: SIDE:STEP of a claim (for:2, against:threat), or SOURCE:STEP of an assessed document."""
    with session_of(ctx) as session:
        complete(session)
        picture, chosen = _find(session, cell, claim)
        reasons = session.why(picture, chosen)
        rejected = [one for one in session.rejected_proposals(picture.passages) if one.label == chosen.step_id]
    if as_json:
        said = [_reason_json(picture, reason) for reason in reasons]
        print_json({"cell": cell_json(chosen), "reasons": said, "rejected": [proposal_json(one) for one in rejected]})
        return
    from cruxmap.show.reasons import show_reasons

    show_reasons(picture, chosen, reasons)


def _find(session: Session, cell: str, claim: str | None) -> tuple[DebateMap, Cell]:
    side_name, _, step_name = cell.rpartition(":")
    if not side_name or not step_name:
        raise UnknownName(f"“{cell}” names no cell.", "Give SIDE:STEP, such as for:2 or against:threat.")
    step = session.framework.step(step_name)
    if side_name.casefold() not in ("for", "against"):
        assessment = session.assess([side_name])[0]
        return assessment.map, assessment.map.cell(assessment.source.id, step.id)
    claims = session.claims()
    if claim is None and not claims:
        raise UnknownName("No claim was asked yet.", "Ask one: cruxmap analyze “…”.")
    asked = kept_claim(session, claim) if claim else claims[0]
    picture = session.recall(asked) or session.analyze(asked)
    return picture, picture.cell(side_name.casefold(), step.id)


def _reason_json(picture: DebateMap, reason: Reason) -> dict[str, object]:
    mark = reason.judged.mark
    return {
        "mark": mark.id,
        "counted": reason.counted,
        **mark_json(reason.judged, picture),
        "passage_text": passage_json(reason.passage),
        "source_record": source_json(reason.source),
        "verdicts": [
            {"decision": v.decision, "by": v.by, "made_at": v.made_at, "note": v.note, "blind": v.blind}
            for v in reason.verdicts
        ],
    }
