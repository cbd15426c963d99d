/* A block copied from Excel fills the cells to the right and below; rows are added in place.
   Without it the button asks the server for more rows, and a block goes into the box for pasting. */
"use strict";
(() => {
  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  const MOST = Number(grid.dataset.grid) || 60;
  const body = grid.tBodies[0];
  const controls = (row) => [...row.querySelectorAll("select, textarea, input:not([type=hidden])")];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll(/[đĐ]/g, "d").toLowerCase().trim();

  function addRow() {
    const rows = body.rows;
    if (rows.length >= MOST) return null;
    const number = rows.length + 1;
    const row = rows[rows.length - 1].cloneNode(true);
    row.querySelectorAll(".field__error").forEach((error) => error.remove());
    const stored = row.cells[0].querySelector("input[type=hidden]"); // which stored item the row is: none yet
    row.cells[0].textContent = String(number);
    if (stored) { stored.value = ""; row.cells[0].append(stored); }
    for (const control of controls(row)) {
      control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/\d+$/, String(number)));
      control.removeAttribute("aria-invalid");
      if (control.tagName !== "SELECT") control.value = "";
    }
    body.append(row);
    return row;
  }
  function write(control, text) {
    if (control.tagName !== "SELECT") { control.value = text; return; }
    const option = [...control.options].find((each) => each.value === text || plain(each.textContent) === plain(text));
    if (!option && text) control.add(new Option(text, text)); // the server says what is allowed
    control.value = option ? option.value : text;
  }
  grid.addEventListener("paste", (event) => {
    const block = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    const control = event.target.closest("select, input, textarea");
    if (!control || !/[\t\n]/.test(block)) return;
    event.preventDefault();
    const column = controls(control.closest("tr")).indexOf(control);
    let at = control.closest("tr").sectionRowIndex;
    const rest = [];
    for (const line of block.split("\n")) {
      const row = body.rows[at] || addRow();
      if (!row) { rest.push("\t".repeat(column) + line); continue; }
      line.split("\t").forEach((text, offset) => {
        const target = controls(row)[column + offset];
        if (target) write(target, text.trim());
      });
      at += 1;
    }
    const box = document.querySelector("textarea[name=paste]");
    if (rest.length && box) { // the server says how many rows there may be
      box.value = [box.value, ...rest].filter(Boolean).join("\n");
      box.closest("details").open = true;
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=more]");
    if (!button || button.closest("details")) return;
    event.preventDefault();
    const row = addRow();
    if (row) controls(row)[0].focus();
  });
})();
