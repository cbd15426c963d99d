/* The page «Hỏi số liệu»: a search over what may be asked for, without accents. Without it every list can be opened. */
"use strict";
(() => {
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  function search(field) {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const area = field.closest("fieldset");
    let hits = 0;
    for (const list of area.querySelectorAll("details")) {
      let shown = 0;
      for (const choice of list.querySelectorAll(".checks__choice")) {
        const text = fold(choice.textContent);
        const isShown = choice.querySelector("input").checked || words.every((word) => text.includes(word));
        choice.hidden = !isShown;
        shown += isShown ? 1 : 0;
      }
      list.hidden = shown === 0;
      if (words.length) list.open = shown > 0;
      hits += shown;
    }
    area.querySelector("[data-no-hit]").hidden = hits > 0;
  }
  document.addEventListener("input", (event) => { if (event.target.matches("[data-search-choices]")) search(event.target); });
  document.addEventListener("keydown", (event) => { // Enter asks only where it is pressed on purpose
    if (event.key === "Enter" && event.target.matches("[data-search-choices]")) event.preventDefault();
  });
  for (const field of document.querySelectorAll("[data-search-choices]")) field.closest(".field").hidden = false;
})();
