"""Asks a chat model what exactly a claim claims. It suggests; whoever asks the claim decides."""

from annotate.calls.caller import Caller, Question
from annotate.repairing import ask_until_read
from debate.framework import Framework
from prompts.catalogue import prompt
from prompts.claiming import NAME, FramingReply, read_framing, render_framing


def suggest(caller: Caller, framework: Framework, sentence: str) -> FramingReply:
    """The fields that the model reads in a sentence; agreed to before it is asked."""
    question = Question(render_framing(framework, sentence), prompt(NAME).version)
    caller.agreement.spend(caller.forecast([question]))

    def read(text: str) -> FramingReply:
        return read_framing(text, framework, sentence)

    return ask_until_read(caller, question, read, lambda reply: reply.faults[0] if reply.unreadable else None)
