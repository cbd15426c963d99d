/* The drawer, dialogs, menu and keys of every page. Without it every link and form still works. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const wide = window.matchMedia("(min-width: 768px)");
  let opener = null;

  // --- what a script asks for is answered in the language of this page, whatever the account has chosen since
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-Page-Language"] = document.documentElement.lang;
  });

  // --- the drawer: a link that is a page of its own, shown beside the page where there is room
  function closeDrawer() {
    const drawer = $("#drawer");
    if (!drawer || !drawer.childElementCount) return false;
    drawer.replaceChildren();
    $(".frame").classList.remove("is-beside");
    document.querySelectorAll("[data-drawer][aria-expanded]").forEach((link) => link.removeAttribute("aria-expanded"));
    if (opener && opener.isConnected) opener.focus();
    opener = null;
    return true;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    const drawer = $("#drawer");
    if (!link || !drawer || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!drawer.contains(link)) opener = link;
    htmx.ajax("GET", link.href, { source: drawer, target: drawer, swap: "innerHTML" }).then(() => {
      if (!drawer.childElementCount) return;
      $(".frame").classList.add("is-beside");
      if (opener) opener.setAttribute("aria-expanded", "true");
      const title = $("#drawer-title");
      if (title) title.focus();
      drawer.scrollTop = 0;
    });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-closes-drawer]") && closeDrawer()) event.preventDefault();
  });

  // --- dialogs, printing, menu
  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-opens]");
    if (opens) {
      if (opens.dataset.opens === "shortcuts") listKeys();
      document.getElementById(opens.dataset.opens).showModal();
      return;
    }
    const closes = event.target.closest("[data-closes]");
    if (closes) { event.preventDefault(); closes.closest("dialog").close(); return; }
    if (event.target.closest("[data-prints]")) { window.print(); return; }
    const menu = event.target.closest("[data-menu]");
    if (menu) {
      event.preventDefault();
      menu.setAttribute("aria-expanded", String($("#menu").classList.toggle("is-open")));
      return;
    }
    document.querySelectorAll("details.account[open]").forEach((details) => { if (!details.contains(event.target)) details.open = false; });
    if (!event.target.closest("#refusal")) { const box = $("#refusal"); if (box) box.hidden = true; }
  });

  // --- who is named in a text that keeps itself: redacted or allowed where it stands, then kept
  function keepAgain(field) {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-strike]");
    if (!button) return;
    const live = document.getElementById(button.dataset.strike);
    const field = live || (button.form && button.form.elements[button.value]);
    if (!field) return;
    const lines = (text) => text.replace(/\r\n/g, "\n").trim();
    if (lines(field.value) === lines(button.dataset.of)) field.value = button.dataset.redacted; // else typed into since: looked at anew
    if (!live) { field.dispatchEvent(new Event("input", { bubbles: true })); return; } // the form goes out by itself
    event.preventDefault();
    keepAgain(field);
    field.focus();
  });
  document.addEventListener("change", (event) => {
    const field = event.target.dataset && event.target.dataset.wave && document.getElementById(event.target.dataset.wave);
    if (field) keepAgain(field);
  });
  // a box ticked while an older answer was on its way: keep.js has put the tick back, the server has not heard of it
  document.addEventListener("htmx:afterSettle", () => setTimeout(() => {
    const box = $("[data-wave]:checked:not([data-waved])");
    const field = box && document.getElementById(box.dataset.wave);
    if (field) keepAgain(field);
  }));

  // --- keys: an element with data-key is clicked by that key, outside of fields and dialogs
  function keyed(key) {
    const found = [...document.querySelectorAll("[data-key]")].filter((element) => element.dataset.key.toLowerCase() === key.toLowerCase());
    return found.find((element) => element.getClientRects().length) || null;
  }
  function listKeys() {
    const list = $("[data-shortcuts]");
    list.querySelectorAll("[data-listed]").forEach((row) => row.remove());
    const seen = new Set(["?"]);
    for (const element of document.querySelectorAll("[data-key]")) {
      const key = element.dataset.key;
      if (seen.has(key) || !element.getClientRects().length) continue;
      seen.add(key);
      const term = document.createElement("dt"), word = document.createElement("dd"), cap = document.createElement("kbd");
      cap.textContent = key.length === 1 ? key.toUpperCase() : key;
      term.append(cap);
      word.textContent = element.dataset.keyLabel || element.textContent.replace(/\s+/g, " ").trim();
      term.dataset.listed = word.dataset.listed = "";
      list.append(term, word);
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      const open = $("details.account[open]"), refusal = $("#refusal");
      if ($("dialog[open]")) return;
      if (open) { open.open = false; $("summary", open).focus(); return; }
      if (refusal && !refusal.hidden) { refusal.hidden = true; return; }
      closeDrawer();
      return;
    }
    // «/» and letters are text inside a field; Enter on a control is that control's own
    if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") || $("dialog[open]")) return;
    if (event.key === "Enter" && event.target.matches("a, button, summary, input")) return;
    const element = keyed(event.key);
    if (!element) return;
    event.preventDefault();
    if (element.matches("input, select, textarea")) element.focus(); else element.click();
  });

  // --- the server says what is wrong, in Vietnamese and beside the field; the browser's bubbles follow its own language
  function quietForms(root) { for (const form of root.querySelectorAll("form")) form.noValidate = true; }
  function toError(root) {
    const summary = $("[data-form-errors]", root) || $("[aria-invalid=true]", root);
    const active = document.activeElement;
    if (summary && (!active || active === document.body || !root.contains(active))) summary.focus();
  }
  quietForms(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt.querySelectorAll) quietForms(event.detail.elt.parentNode || document);
  });
  document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.xhr && event.detail.xhr.status === 422) toError(event.detail.elt); });
  document.addEventListener("shell:shown", (event) => { quietForms(event.detail.main); toError(event.detail.main); window.scrollTo(0, 0); });
  toError(document);
})();
