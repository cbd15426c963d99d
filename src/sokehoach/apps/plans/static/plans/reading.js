/* The item in hand brings its place in the text into view, where text and items stand side by side. */
"use strict";
(() => {
  const beside = window.matchMedia("(min-width: 1024px)");
  function showPlace(root) {
    const open = root.matches && root.matches("[data-place]") ? root : root.querySelector && root.querySelector("[data-place]");
    const place = open && document.getElementById(open.dataset.place);
    const pane = place && place.closest(".panes__text");
    if (!pane || !beside.matches) return;
    const gap = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (gap < 40 || gap > pane.clientHeight - 120) pane.scrollTop += gap - pane.clientHeight / 3;
  }
  document.addEventListener("htmx:load", (event) => showPlace(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => {
    showPlace(document);
    const open = document.querySelector("[data-place]"), pane = open && open.closest(".panes__items");
    if (open && beside.matches) pane.scrollTop += open.getBoundingClientRect().top - pane.getBoundingClientRect().top - 90;
  });
})();
