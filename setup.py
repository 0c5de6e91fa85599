"""Compiles the translations on the way into a wheel or an editable install; all else is in setup.cfg."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTranslations(build_py):
    """A fresh ``.mo`` beside each ``.po``, before the package's files are listed."""

    def run(self):
        for po in Path(__file__).parent.glob("mobee_pyr/locale/*/LC_MESSAGES/*.po"):
            with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
