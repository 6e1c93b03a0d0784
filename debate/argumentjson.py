"""The JSON form of a structured debate: the shape that `cruxmap debate --json` prints."""

from collections.abc import Sequence

from debate.arguing import StepDebate
from debate.arguments import Argument, Disagreement, Ground, Sentence, links_of
from debate.clashes import Beyond, Clash, Evidence, Meaning, Settling
from debate.mapjson import Json, claim_json, framework_json
from debate.maps import DebateMap


def debate_json(picture: DebateMap, steps: Sequence[StepDebate], found: Beyond | None) -> Json:
    """A structured debate, step by step; gaps stay gaps, with the query that would fill them."""
    return {
        "framework": framework_json(picture.framework),
        "claim": claim_json(picture.claim) if picture.claim else None,
        "steps": [
            {
                "step": step.step_id,
                "arguments": [argument_json(argument) for argument in step.arguments],
                "links": [link._asdict() for argument in step.arguments for link in links_of(argument)],
                "gaps": [{"side": gap.side_id, "wanted": gap.wanted, "query": gap.query} for gap in step.gaps],
            }
            for step in steps
        ],
        "beyond": beyond_json(found) if found else None,
    }


def argument_json(argument: Argument) -> Json:
    """One argument with the words it rests on, and who stands behind it."""
    return {
        "id": argument.id,
        "side": argument.side_id,
        "part": argument.part,
        "draft": argument.draft,
        "decision": argument.decision,
        "sentences": [_sentence(sentence) for sentence in argument.sentences],
        "answers": argument.answers_id,
        "disagreement": argument.disagreement,
        "disagreement_text": argument.disagreement_text,
        "dropped": argument.dropped,
        "author": {
            "kind": argument.author.kind,
            "name": argument.author.name,
            "version": argument.author.version,
            "prompt": argument.author.prompt,
        },
        "made_at": argument.made_at,
    }


def beyond_json(found: Beyond) -> Json:
    """What a model said of a map beyond its marks."""
    return {
        "model": found.model,
        "prompts": list(found.prompts),
        "clashes": [
            {
                "kind": clash.kind,
                "turns_on": clash.turns_on,
                "meanings": [
                    {"side": one.side_id, "says": one.says, "ground": _ground(one.ground)} for one in clash.meanings
                ],
            }
            for clash in found.clashes
        ],
        "dropped": found.dropped,
        "settling": [
            {
                "slot": one.slot_id,
                "evidence": [
                    {
                        "kind": piece.kind,
                        "done": piece.done,
                        "raises_if": piece.raises_if,
                        "doubts_if": piece.doubts_if,
                        "still_open": piece.still_open,
                    }
                    for piece in one.evidence
                ],
                "open": one.open,
            }
            for one in found.settling
        ],
    }


def _sentence(sentence: Sentence) -> Json:
    return {
        "text": sentence.text,
        "grounds": [_ground(ground) for ground in sentence.grounds],
        "answers": sentence.answers,
        "relation": sentence.relation,
    }


def beyond_from(said: Json) -> Beyond:
    """What `beyond_json` wrote."""
    return Beyond(
        model=said["model"],
        prompts=tuple(said["prompts"]),
        clashes=tuple(
            Clash(
                Disagreement(clash["kind"]),
                clash["turns_on"],
                tuple(Meaning(one["side"], one["says"], _ground_from(one["ground"])) for one in clash["meanings"]),
            )
            for clash in said["clashes"]
        ),
        dropped=said["dropped"],
        settling=tuple(
            Settling(one["slot"], tuple(Evidence(**piece) for piece in one["evidence"]), one["open"])
            for one in said["settling"]
        ),
    )


def _ground_from(said: Json) -> Ground:
    return Ground(said["passage"], said["source"], said["start"], said["end"], said["quote"], said["mark"])


def _ground(ground: Ground) -> Json:
    return {
        "passage": ground.passage_id,
        "source": ground.source_id,
        "start": ground.start,
        "end": ground.end,
        "quote": ground.quote,
        "mark": ground.mark_id,
    }
