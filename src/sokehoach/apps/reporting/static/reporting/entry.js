/* Keys and counts of the entry page. Without it every box still works and the whole page is posted at once. */
"use strict";
(() => {
  const step = (from, by) => {
    const all = [...document.querySelectorAll(".cell__input")];
    const to = all[all.indexOf(from) + by];
    if (to) { to.focus(); to.select(); }
    return Boolean(to);
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches(".cell__reason")) {
      // Enter in a form presses its first button; here it only leaves the field, which keeps it
      if (event.key === "Enter") { event.preventDefault(); event.target.blur(); }
      return;
    }
    if (!event.target.matches(".cell__input")) return;
    const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    if (!step(event.target, by) && event.key === "Enter") event.target.blur();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-puts]");
    if (!button) return;
    const input = button.closest("tr").querySelector(".cell__input");
    input.value = button.dataset.puts;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // A check may find another row wrong than the one just kept. Told here, when all of an answer has settled, and not
  // by the server: the shell takes the focus to a box that arrives marked, which must not happen to someone who is
  // already typing in the next one.
  const mark = () => {
    for (const input of document.querySelectorAll(".cell__input")) {
      if (input.closest("tr").querySelector(".remark--error")) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };
  document.addEventListener("htmx:afterSettle", () => setTimeout(mark));
  // Every box keeps itself, so the button that keeps the whole page has nothing to do.
  if (window.htmx) for (const button of document.querySelectorAll("[data-saves-whole]")) button.hidden = true;
  document.addEventListener("input", (event) => {
    const count = event.target.dataset.letters && document.getElementById(event.target.dataset.letters);
    if (count) count.querySelector("[data-count]").textContent = event.target.value.trim().length;
  });
})();
