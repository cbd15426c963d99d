/* The item in hand brings its place in the text into view, where text and items stand side by side; else the item is
   brought into view, and the text gives way to the items.
   A task that is ticked or not stays so where its item is opened or closed, and is drawn again. */
"use strict";
(() => {
  const beside = window.matchMedia("(min-width: 1024px)");
  function showPlace(root) {
    const open = root.matches && root.matches("[data-place]") ? root : root.querySelector && root.querySelector("[data-place]");
    const place = open && document.getElementById(open.dataset.place);
    const pane = place && place.closest(".panes__text");
    if (open && !beside.matches && root !== document) location.replace(`#${open.id}`);
    if (!pane || !beside.matches) return;
    const gap = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (gap < 40 || gap > pane.clientHeight - 120) pane.scrollTop += gap - pane.clientHeight / 3;
  }
  const ticks = new Map(); // code of the task → ticked, as last chosen on this page
  const BOX = 'input[name="code"][form="tasks-form"]';
  function restoreTicks(root) {
    for (const box of root.querySelectorAll ? root.querySelectorAll(BOX) : []) {
      if (ticks.has(box.value)) box.checked = ticks.get(box.value);
    }
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches(BOX)) ticks.set(event.target.value, event.target.checked);
  });
  document.addEventListener("htmx:load", (event) => { showPlace(event.detail.elt); restoreTicks(event.detail.elt); });
  document.addEventListener("DOMContentLoaded", () => {
    showPlace(document);
    const open = document.querySelector("[data-place]"), pane = open && open.closest(".panes__items");
    if (open && beside.matches) pane.scrollTop += open.getBoundingClientRect().top - pane.getBoundingClientRect().top - 90;
  });
})();
