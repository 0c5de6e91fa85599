/* A row is dragged onto another one that holds things: the page that asks before it is moved there. Between two rows that are put in order by
   hand: it stands there from now on. Without this file there are menus and arrows. */
(function () {
  "use strict";
  const table = document.querySelector("table.contents");
  const order = document.getElementById("order");
  if (!table || !(order || table.querySelector("tr[data-holds]"))) return;
  const EDGE = 0.3;
  let dragged = null;

  for (const row of table.querySelectorAll("tr[data-item]")) row.draggable = true;
  for (const told of document.querySelectorAll("[data-dragging]")) told.hidden = !order;

  function rowOf(event) { return event.target.closest ? event.target.closest("tr[data-item]") : null; }

  function placeOf(event, row) {
    if (!dragged || !row || row === dragged) return "";
    const box = row.getBoundingClientRect();
    const down = (event.clientY - box.top) / box.height;
    const into = row.dataset.holds ? "into" : "";
    if (!order) return into;
    if (into && down > EDGE && down < 1 - EDGE) return into;
    return down < 0.5 ? "before" : "after";
  }

  function mark(row, place) {
    for (const name of ["into", "before", "after"])
      for (const other of table.querySelectorAll(".is-" + name)) other.classList.remove("is-" + name);
    if (place) row.classList.add("is-" + place);
  }

  function move(row) {
    const asked = new URLSearchParams({ several: "1", item: dragged.dataset.item, into: row.dataset.item });
    location.assign(table.dataset.move + "?" + asked);
  }

  function put(row, after) {
    const from = Number(dragged.dataset.at), onto = Number(row.dataset.at);
    const to = onto - (from < onto ? 1 : 0) + (after ? 1 : 0);
    order.append(Object.assign(document.createElement("input"), { type: "hidden", name: "to", value: dragged.dataset.item + "-" + to }));
    order.submit();
  }

  table.addEventListener("dragstart", function (event) { dragged = rowOf(event); event.dataTransfer.effectAllowed = "move"; });
  table.addEventListener("dragend", function () { dragged = null; mark(null, ""); });
  table.addEventListener("dragover", function (event) {
    const row = rowOf(event), place = placeOf(event, row);
    mark(row, place);
    if (place) event.preventDefault();
  });
  table.addEventListener("drop", function (event) {
    const row = rowOf(event), place = placeOf(event, row);
    if (!place) return;
    event.preventDefault();
    if (place === "into") move(row);
    else put(row, place === "after");
  });
})();
