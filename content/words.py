"""Marks a text that people read: the French text is the message, translated when it is shown."""

from translationstring import TranslationString, TranslationStringFactory

_ = TranslationStringFactory("mobee")


class Refused(ValueError):
    """Something cannot be done; ``message`` tells a person why, and what to do. Each kind of deed has a refusal of its own."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(message)
        self.message = message
