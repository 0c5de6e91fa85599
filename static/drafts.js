/* What is typed into a form is kept on the server, for whoever types it alone, until it is saved. Without this file nothing is kept. */
(function () {
  "use strict";
  const told = document.querySelector("[data-draft]");
  const form = document.getElementById("form");
  if (!told || !form) return;
  const PAUSE = 8000;
  let timer = null, changed = false, sent = false, underway = null;

  function typed() {
    const data = new FormData();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    data.append("form", told.dataset.form);
    return data;
  }

  function keep(leaving) {
    clearTimeout(timer);
    timer = null;
    if (!changed || sent) return;
    changed = false;
    underway = new AbortController();
    fetch(told.dataset.draft, { method: "POST", body: typed(), keepalive: leaving === true, signal: underway.signal, headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
      .then(function (answer) { told.textContent = answer.said; told.hidden = false; })
      .catch(function () { changed = true; });
  }

  form.addEventListener("input", function () {
    changed = true;
    if (!timer) timer = setTimeout(keep, PAUSE, false);
  });
  form.addEventListener("submit", function () {
    sent = true;
    clearTimeout(timer);
    if (underway) underway.abort();
  });
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") keep(true); });
})();
