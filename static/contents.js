/* A row is dragged onto another one that holds things: the page that asks before it is moved there. Without this file there are menus. */
(function () {
  "use strict";
  const table = document.querySelector("table.contents");
  if (!table || !table.querySelector("tr[data-holds]")) return;
  let dragged = null;

  function rowOf(event) { return event.target.closest ? event.target.closest("tr[data-item]") : null; }

  for (const row of table.querySelectorAll("tr[data-item]")) row.draggable = true;
  table.addEventListener("dragstart", function (event) { dragged = rowOf(event); event.dataTransfer.effectAllowed = "move"; });
  table.addEventListener("dragend", function () { dragged = null; mark(null); });

  function mark(row) {
    for (const other of table.querySelectorAll(".is-over")) other.classList.remove("is-over");
    if (row) row.classList.add("is-over");
  }

  table.addEventListener("dragover", function (event) {
    const row = rowOf(event);
    const takes = dragged && row && row !== dragged && row.dataset.holds;
    mark(takes ? row : null);
    if (takes) event.preventDefault();
  });
  table.addEventListener("drop", function (event) {
    const row = rowOf(event);
    if (!dragged || !row || row === dragged || !row.dataset.holds) return;
    event.preventDefault();
    const asked = new URLSearchParams({ several: "1", item: dragged.dataset.item, into: row.dataset.item });
    location.assign(table.dataset.move + "?" + asked);
  });
})();
