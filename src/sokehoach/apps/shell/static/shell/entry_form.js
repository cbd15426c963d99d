/* The form of an entry: rows are added in place, and a field that does not apply is hidden and not sent.
   Without it the button «add a row» asks the server for one, every field shows, and the server says what to leave out. */
"use strict";
(() => {
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- rows: a copy of the row in <template>, under the next number
  function addRow(table) {
    const count = table.querySelector("[data-row-count]");
    const number = Number(count.value);
    if (number >= Number(table.dataset.most)) return;
    const holder = document.createElement("div");
    holder.innerHTML = table.querySelector("[data-row-template]").innerHTML.replaceAll("__row__", String(number));
    const row = holder.querySelector("[data-row]");
    row.querySelector("[data-row-number]").textContent = String(number + 1);
    table.querySelector("[data-row-template]").before(row);
    count.value = String(number + 1);
    refresh(row.closest("form"));
    const first = row.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row]");
    const table = button && button.closest("[data-rows]");
    if (!table) return;
    event.preventDefault();
    addRow(table);
  });

  // --- conditions: those of domain/registers/register_type.py `is_met`
  function readValues(form, name) {
    return $$(`[name="${CSS.escape(name)}"]`, form)
      .filter((field) => !field.disabled && (!["checkbox", "radio"].includes(field.type) || field.checked))
      .map((field) => field.value.trim())
      .filter((value) => value !== "");
  }
  function isMet(form, condition) {
    const values = readValues(form, condition.field);
    const english = document.documentElement.lang === "en";
    const plain = (values[0] || "").replaceAll(english ? "," : ".", "").replace(english ? "." : ",", ".");
    const number = /^[0-9]+([.][0-9]+)?$/.test(plain) ? Number(plain) : NaN;
    switch (condition.test) {
      case "present": return values.length > 0;
      case "absent": return values.length === 0;
      case "one_of": return values.some((value) => condition.options.includes(value));
      case "none_of": return !values.some((value) => condition.options.includes(value));
      case "is_true": return values[0] === "yes";
      case "is_false": return values[0] === "no";
      case "at_least": return number >= condition.number;
      case "at_most": return number <= condition.number;
      default: return true;
    }
  }
  function refresh(form) {
    if (!form) return;
    const conditional = $$("[data-visible-when]", form);
    for (let turn = 0; turn < 2; turn += 1) { // a hidden field counts as blank for the fields that ask for it
      for (const field of conditional) {
        const visible = JSON.parse(field.dataset.visibleWhen).every((condition) => isMet(form, condition));
        field.disabled = !visible;
        field.closest(".field").hidden = !visible;
      }
    }
    for (const part of $$(".form-part", form)) { // a heading without fields says nothing
      part.hidden = $$(".field", part).every((field) => field.hidden);
    }
  }
  const refreshAll = (root) => $$("form", root).forEach(refresh);
  document.addEventListener("change", (event) => refresh(event.target.form));
  document.addEventListener("input", (event) => refresh(event.target.form));
  document.addEventListener("shell:shown", () => refreshAll(document));
  refreshAll(document);
  /* On a telephone a long table of units is folded while nothing is in it, so that what must be filled in is near. */
  if (window.matchMedia("(max-width: 767px)").matches) {
    for (const table of document.querySelectorAll("details[data-folds-on-phone]")) {
      const fields = [...table.querySelectorAll("input:not([type=hidden])")];
      if (!fields.some((field) => field.value || field.getAttribute("aria-invalid"))) table.open = false;
    }
  }
})();
