"""A caller that asks nothing by itself: it answers from what is kept, and notes what is still to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotate.calls.caller import Caller, NotYet, Question, QuestionUnfit
from annotate.calls.forecast import Forecast
from debate.calls import Call, Usage


@dataclass(slots=True)
class NotingCaller(Caller):
    """Notes questions, so that they can be handed to a provider together."""

    noted: dict[str, Question] = field(default_factory=dict)
    """By key, in the order in which they came up."""
    unanswered: dict[str, str] = field(default_factory=dict)
    """Key of each question that came back without an answer -> why; not noted again by this caller."""
    unfit: dict[str, str] = field(default_factory=dict)
    """Key of each question that the provider refused as it is -> why."""
    held: dict[str, list[Usage]] = field(default_factory=dict)
    """Key of each question for which tokens and money are held back -> where to put what it used up."""

    def forecast(self, questions: Iterable[Question]) -> Forecast:
        """What these will use up; those that came back without an answer are not asked again."""
        vain = self.unanswered.keys() | self.unfit.keys()
        return Caller.forecast(self, (one for one in questions if self.key(one) not in vain))

    def ask(self, question: Question) -> Call:
        """The answer that is kept; raises NotYet where there is none, QuestionUnfit where there will be none."""
        key = self.key(question)
        known = self.kept.call(key)
        if known is not None:
            self.heard = True
            return known
        if key in self.unfit:
            raise QuestionUnfit(
                f"The chat model “{self.model}” does not answer this: {self.unfit[key]}.", "Shorten it."
            )
        if key not in self.unanswered:
            self.noted[key] = question
        raise NotYet(f"The chat model “{self.model}” has not answered this yet.", "Give the same command again.")
