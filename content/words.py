"""Marks a text that people read: the French text is the message, translated when it is shown."""

from translationstring import TranslationStringFactory

_ = TranslationStringFactory("mobee")
