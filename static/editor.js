/* Writing made easier: a bar of tools over each long text, and texts inserted by a button. Without this file it is a plain field. */
(function () {
  "use strict";

  /* Put words into a text where the cursor is, so that they can be undone like typing. */
  function write(text, words, from, to) {
    text.focus();
    text.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, words)) text.setRangeText(words, from, to, "end");
  }

  function around(text, sign) {
    const from = text.selectionStart, to = text.selectionEnd, chosen = text.value.slice(from, to);
    write(text, sign + chosen + sign, from, to);
    if (!chosen) text.setSelectionRange(from + sign.length, from + sign.length);
  }

  function before(text, sign) {
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const lines = text.value.slice(from, text.selectionEnd).split("\n");
    write(text, lines.map(function (line) { return sign + line; }).join("\n"), from, text.selectionEnd);
  }

  function link(text, address) {
    const from = text.selectionStart, chosen = text.value.slice(from, text.selectionEnd);
    write(text, "[" + chosen + "](" + address + ")", from, text.selectionEnd);
    const at = chosen ? from + chosen.length + 3 : from + 1;
    text.setSelectionRange(at, chosen ? at + address.length : at);
  }

  function dress(editor) {
    const text = document.getElementById(editor.dataset.editor), bar = editor.querySelector(".editor-bar");
    const tools = Array.from(bar.querySelectorAll("button"));
    bar.hidden = false;
    tools.forEach(function (tool, at) { tool.tabIndex = at ? -1 : 0; });
    bar.addEventListener("click", function (event) {
      const tool = event.target.closest("button");
      if (!tool) return;
      if (tool.dataset.around) around(text, tool.dataset.around);
      if (tool.dataset.before) before(text, tool.dataset.before);
      if (tool.dataset.link) link(text, tool.dataset.link);
    });
    /* One stop for the tabulator; arrows go from tool to tool. */
    bar.addEventListener("keydown", function (event) {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], at = tools.indexOf(document.activeElement);
      if (!step || at < 0) return;
      event.preventDefault();
      const next = tools[(at + step + tools.length) % tools.length];
      tools.forEach(function (tool) { tool.tabIndex = tool === next ? 0 : -1; });
      next.focus();
    });
    editor.querySelectorAll("[data-insert]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { write(text, button.dataset.insert, text.selectionStart, text.selectionEnd); });
    });
    editor.querySelectorAll(".editor-tab").forEach(function (words) { words.hidden = true; });
  }

  document.querySelectorAll("[data-editor]").forEach(dress);
})();
