/* The bourse, made instant: what htmx does not do by itself. Without this file it is a plain form. */
(function () {
  "use strict";
  const form = document.getElementById("bourse");
  let open = [];

  function field(id) { return document.getElementById(id); }

  /* A short address: nothing that was left empty, no page of another list. */
  document.body.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.elt !== form) return;
    const kept = new FormData();
    for (const [name, value] of new FormData(form)) if (value && !(name === "within" && !field("place").value && !field("near").value)) kept.append(name, value);
    if (kept.get("place")) kept.delete("near");
    if (kept.get("sort") === "relevance") kept.delete("sort");
    event.detail.formData = kept;
    const parameters = event.detail.parameters;
    for (const name of Object.keys(parameters)) if (!kept.has(name)) delete parameters[name];
    if (kept.get("place")) delete parameters.near;
  });

  /* Whoever follows a link of the list finds in the fields what the link asks for. */
  function rewrite(asked) {
    for (const name of ["words", "place"]) field(name).value = asked.get(name) || "";
  }

  /* What was unfolded stays so, and whoever followed a link that is gone reads on where its list was. */
  document.body.addEventListener("htmx:beforeSwap", function () {
    open = Array.from(document.querySelectorAll("#filters-body details[open]"), function (each) { return each.id; });
  });
  document.body.addEventListener("htmx:afterSettle", function (event) {
    open.forEach(function (id) { if (field(id)) field(id).open = true; });
    if (event.detail.requestConfig && event.detail.requestConfig.boosted) rewrite(new URL(event.detail.requestConfig.path, location.href).searchParams);
    if (event.detail.target && event.detail.target.id === "found" && document.activeElement === document.body) field("found").focus({ preventScroll: true });
  });

  /* On a phone the filters lie over the list: whoever applies them reads the list. */
  form.addEventListener("submit", function () {
    if (!field("filters").open || !window.matchMedia("(max-width: 61.98em)").matches) return;
    field("filters").open = false;
    field("filters").scrollIntoView();
  });

  /* The position of the device: only when asked for, to a kilometre, into the address and nowhere else. */
  if ("geolocation" in navigator) field("around-me").hidden = false;
  field("around-me").addEventListener("click", function () {
    navigator.geolocation.getCurrentPosition(function (position) {
      field("near").value = position.coords.latitude.toFixed(2) + "," + position.coords.longitude.toFixed(2);
      field("place").value = "";
      form.requestSubmit();
    }, function () { field("around-me-refused").hidden = false; }, { maximumAge: 600000, timeout: 10000 });
  });
})();
