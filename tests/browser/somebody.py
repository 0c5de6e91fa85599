"""Somebody at a browser of their own: goes, presses, writes and reads in the words of the pages, as people do."""

import re
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

from mobee_pyr.passwords import DEMONSTRATION

PATIENCE = 30_000
"""Milliseconds for a page on a busy machine; nobody waits longer than the page takes."""

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}

expect.set_options(timeout=PATIENCE)


class Somebody:
    """``site`` is where the site is reached; ``facts`` are Playwright's for a browser context (``java_script_enabled=False``)."""

    def __init__(self, chromium: Browser, site: str, phone: bool = False, language: str = "fr", **facts: Any) -> None:
        facts = {"reduced_motion": "reduce", **(PHONE if phone else DESK), **facts}
        self.context = chromium.new_context(base_url=site, **facts)
        self.site = site
        self.speaks(language)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self._told: list[ConsoleMessage] = []
        self._documents: set[str] = set()
        self._broken: list[str] = []
        self.page.on("console", lambda message: self._told.append(message))
        self.page.on("pageerror", lambda error: self._broken.append(str(error)))
        self.page.on("response", self._arrived)

    def _arrived(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._documents.add(response.url)
        elif response.status >= 400:
            self._broken.append(f"{response.status} {response.url}")

    def complaints(self) -> list[str]:
        """What the browser had to say since it was last asked: errors, refusals of the Content-Security-Policy, files that did
        not come. A page answered with 404 or 422 on purpose is none."""
        told = [f"{one.type}: {one.text}" for one in self._told if one.type in ("error", "warning") and not self._is_a_page(one)]
        found, self._told, self._broken = told + self._broken, [], []
        return found

    def _is_a_page(self, message: ConsoleMessage) -> bool:
        return message.text.startswith("Failed to load resource") and message.location["url"] in self._documents

    # what people do

    def sign_in(self, name: str, password: str = DEMONSTRATION) -> "Somebody":
        """On the page, with the address of a demonstration."""
        if not self.page.url.startswith("http") or "/sign-in" not in self.page.url:
            self.go("/sign-in")
        self.write("Votre adresse électronique", f"{name}@example.org").write("Votre mot de passe", password).press("Se connecter")
        expect(self.page.get_by_role("link", name="Mon espace")).to_be_visible()
        return self

    def signed_in(self, name: str) -> "Somebody":
        """Signed in already, when the story begins."""
        ask = self.context.request
        token = re.search(r'name="csrf_token" value="([^"]+)"', ask.get("/sign-in").text())
        assert token is not None
        said = {"csrf_token": token[1], "mail": f"{name}@example.org", "password": DEMONSTRATION, "sign_in": "sign_in"}
        answer = ask.post("/sign-in", form=said, max_redirects=0)
        assert answer.status == 303, f"{name}: {answer.status}"
        return self

    def speaks(self, language: str) -> "Somebody":
        """The language chosen in this browser, from the next page on."""
        self.language = language
        self.context.add_cookies([{"name": "language", "value": language, "url": self.site}])
        return self

    def go(self, path: str, status: int = 200) -> "Somebody":
        """Type an address."""
        answer = self.page.goto(path)
        assert answer is not None and answer.status == status, f"{path}: {answer and answer.status} rather than {status}"
        return self

    def follow(self, name: str) -> "Somebody":
        """A link, by its words; the first of that name in the page itself."""
        return self._on(self._main.get_by_role("link", name=name, exact=True).first)

    def press(self, name: str) -> "Somebody":
        """A button, by its words."""
        return self._on(self._main.get_by_role("button", name=name, exact=True))

    def does(self, name: str) -> "Somebody":
        """What the page offers under that name; where a page asks for a word or a confirmation, there is nothing to add."""
        offered = self._main.get_by_role("button", name=name, exact=True).or_(self._main.get_by_role("link", name=name, exact=True))
        asks = self._on(offered).here.partition("?")[0].endswith("/transition")
        return self.press(name) if asks else self

    def _on(self, what: Locator) -> "Somebody":
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            what.click()
        return self

    def write(self, label: str, text: str) -> "Somebody":
        """Into the field of that label; what is optional says so itself."""
        words = r"\s".join(re.escape(word) for word in label.split())
        self._main.get_by_label(re.compile(rf"^\s*{words}\s*(\(facultatif\))?\s*$")).fill(text)
        return self

    def choose(self, *labels: str) -> "Somebody":
        """Radios and boxes, by their words."""
        for label in labels:
            self._main.get_by_label(label, exact=True).check()
        return self

    def pick(self, label: str, option: str) -> "Somebody":
        """One of a list."""
        self._main.get_by_label(label, exact=True).select_option(label=option)
        return self

    def reads(self, *texts: str) -> "Somebody":
        """All of this stands on the page."""
        for text in texts:
            expect(self._main).to_contain_text(text, ignore_case=False)
        return self

    def reads_nowhere(self, *texts: str) -> "Somebody":
        """Nothing of this stands anywhere in the page, its source included."""
        source = self.page.content().casefold()
        for text in texts:
            assert text.casefold() not in source, f"{self.page.url} tells of « {text} »"
        return self

    @property
    def here(self) -> str:
        """The path of the page."""
        return re.sub(r"^\w+://[^/]+", "", self.page.url)

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def _main(self) -> Any:
        return self.page.locator("main")
