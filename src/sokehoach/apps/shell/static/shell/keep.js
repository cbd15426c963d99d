/* Nothing typed is lost. Inside form[data-keep]:
   - what is typed is held as «dirty» until a server answer has acknowledged exactly that value;
   - a request that fails is kept whole (same body, same key) and sent again, oldest first, until it is answered;
   - an answer swapped into the page never overwrites a newer value than the one it answers.
   Nothing goes to the browser's storage: official figures do not stay behind on a shared machine. */
"use strict";
(() => {
  const LONGEST_WAIT = 60000;
  const dirty = new Map();     // field name or id → the field as last typed
  const waiting = [];          // failed sendings, oldest first
  const attempts = new WeakMap(); // element → {body, key}: the same body goes out under the same key
  let wait = 2000, timer = 0, leaving = false, resending = null;

  const $ = (selector, root = document) => root.querySelector(selector);
  const kept = () => $("#kept");
  const form = (element) => element && element.closest && element.closest("form[data-keep]");
  const nameOf = (field) => field.id || field.name;
  const valueOf = (field) => (field.type === "checkbox" || field.type === "radio" ? String(field.checked) : field.value);
  const typed = (field) => field.matches && field.matches("input:not([type=hidden]), select, textarea") && form(field);

  function makeKey() {
    // crypto.randomUUID exists over https only; offices also serve this on plain http in their own network
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  const cookie = (name) => (document.cookie.match(`(?:^|; )${name}=([^;]*)`) || [])[1];

  // --- what is unsaved, and how it shows
  function mark(field) {
    if (field.classList.contains("is-unsaved")) return;
    field.classList.add("is-unsaved");
    const word = document.createElement("span");
    word.className = "unsaved";
    word.textContent = kept().dataset.word;
    (field.closest(".segmented, .cards, .checks") || field).after(word);
  }
  function unmark(field) {
    field.classList.remove("is-unsaved");
    const beside = (field.closest(".segmented, .cards, .checks") || field).nextElementSibling;
    if (beside && beside.classList.contains("unsaved")) beside.remove();
  }
  const sentFields = (sending) => [...dirty.values()].filter((d) => d.form === sending.form && (!sending.only || sending.only === d.name));

  function say(kind) {
    const box = kept();
    if (!box) return;
    const count = waiting.reduce((sum, sending) => sum + Math.max(sentFields(sending).length, 1), 0);
    $(".kept__text", box).textContent = box.dataset[kind].replace("#", count);
    $(".kept__sign-in", box).hidden = kind !== "signedOut";
    box.classList.toggle("kept--sent", kind === "sent");
    box.hidden = false;
    if (kind === "sent") setTimeout(() => { if (!waiting.length) box.hidden = true; }, 4000);
  }

  function hold(sending, kind) {
    if (!waiting.includes(sending)) waiting.push(sending);
    for (const held of sentFields(sending)) if (held.field.isConnected) mark(held.field);
    busy(sending.form, false);
    say(kind);
    clearTimeout(timer);
    if (kind === "offline" || kind === "broken") {
      timer = setTimeout(resend, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  /* An answer came, so nothing is to be sent again. Kept: fields that still hold what was sent are clean.
     Refused (409, 422): they stay unsaved, but the same value is not sent by itself a second time. */
  function acknowledge(sending, accepted) {
    const at = waiting.indexOf(sending);
    if (at >= 0) waiting.splice(at, 1);
    for (const held of sentFields(sending)) {
      const body = sending.values.get(held.field.name);
      const same = held.field.type === "checkbox" || held.field.type === "radio" || held.field.type === "file"
        ? held.since <= sending.at : (body || []).includes(held.value);
      if (same && accepted) { dirty.delete(held.name); unmark(held.field); }
      if (same && !accepted) held.refused = held.value;
    }
    if (accepted) attempts.set(sending.source, { body: null }); // a key is spent once it was accepted
    busy(sending.form, false);
    if (at >= 0) {
      wait = 2000;
      if (accepted && $("#refusal")) $("#refusal").hidden = true; // there is room again
      if (waiting.length) resend(); else say("sent");
    }
  }

  /* After a swap: fields typed into meanwhile get their newer value back. */
  function restore(root) {
    for (const held of dirty.values()) {
      if (held.field.isConnected) continue;
      const named = root.querySelectorAll(`[name="${CSS.escape(held.field.name)}"]`);
      const isOne = named.length === 1 || held.field.type === "radio"; // cells of one column of a table share their name
      const fresh = document.getElementById(held.name) || (isOne ? named[0] : null);
      if (!fresh || !typed(fresh)) continue;
      if (fresh.type === "checkbox" || fresh.type === "radio") fresh.checked = held.value === "true";
      else if (fresh.type !== "file") fresh.value = held.value;
      held.field = fresh;
      held.form = form(fresh);
      if (!fresh.hasAttribute("hx-post") || held.value === held.refused) continue;
      const send = () => { if (dirty.has(nameOf(fresh))) fresh.dispatchEvent(new Event("change", { bubbles: true })); };
      // the browser fires no «change» for what was typed into the field that stood here before
      if (document.activeElement === fresh) fresh.addEventListener("blur", send, { once: true }); else send();
    }
  }

  function busy(which, on) {
    if (!which || !which.isConnected) return;
    for (const button of which.querySelectorAll("[type=submit], button:not([type])")) {
      if (on && button === which.keepSubmitter) button.setAttribute("aria-busy", "true");
      if (!on) button.removeAttribute("aria-busy");
    }
  }

  function failure(status) {
    if (status === 0) return navigator.onLine === false ? "offline" : "broken";
    if (status >= 500 || status === 408 || status === 429) return "broken";
    return "refused";
  }
  const atSignIn = (address) => {
    const path = kept() && kept().dataset.signIn;
    return Boolean(path) && Boolean(address) && new URL(address, location.href).pathname === path && location.pathname !== path;
  };

  function resend() {
    clearTimeout(timer);
    const sending = waiting[0];
    if (!sending || resending) return;
    const token = cookie("csrftoken"); // signing in again has changed it
    if (sending.kind === "fetch") { if (token) sending.body.set("csrfmiddlewaretoken", token); post(sending); return; }
    if (token) sending.values.set("csrfmiddlewaretoken", [token]);
    if (!sending.source.isConnected) { waiting.shift(); return; } // its place is gone; the newer field holds the value
    resending = sending;
    htmx.ajax(sending.verb, sending.path, { source: sending.source });
  }

  // --- forms that the browser would send by itself
  async function post(sending) {
    busy(sending.form, true);
    sending.form.keepSending = true;
    let answer, text;
    try {
      answer = await fetch(sending.path, { method: "POST", body: sending.body, headers: { "X-Requested-With": "keep" } });
      text = await answer.text();
    } catch (error) {
      sending.form.keepSending = false;
      return hold(sending, failure(0));
    }
    sending.form.keepSending = false;
    const next = answer.status === 204 && answer.headers.get("location"); // OutcomeMiddleware: a redirect, not yet fetched
    if (next && atSignIn(next)) return hold(sending, "signedOut");
    if (answer.status === 507) noRoom(text);
    if (!answer.ok && answer.status !== 409 && answer.status !== 422) return hold(sending, failure(answer.status));
    if (answer.ok && (answer.headers.get("content-disposition") || "").startsWith("attachment")) return hold(sending, "refused");
    acknowledge(sending, answer.ok);
    if (next) {
      leaving = true;
      location.assign(next);
      return;
    }
    show(text, answer.status);
  }

  function show(html, status) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const refusal = page.querySelector("[data-refusal]");
    if (refusal && status !== 200) return refuse(refusal);
    const main = page.querySelector("#main");
    if (!main) return;
    if (page.title) document.title = page.title;
    const own = $("#main");
    own.replaceWith(main);
    htmx.process(main);
    restore(main);
    document.dispatchEvent(new CustomEvent("shell:shown", { detail: { main } }));
  }

  /* A refusal (409, 422 without its form) stands beside the page, so that the page with what was typed stays. */
  function refuse(content) {
    const box = $("#refusal");
    box.replaceChildren(content);
    box.hidden = false;
    const link = box.querySelector("a");
    if (link) link.focus();
  }

  /* The server's disk is full: said once, and what was typed waits here as after any answer that is broken. */
  function noRoom(html) {
    const box = $("#refusal");
    const told = new DOMParser().parseFromString(html, "text/html").querySelector("[data-refusal]");
    if (!told || !box || !box.hidden) return;
    box.replaceChildren(told);
    box.hidden = false;
  }

  document.addEventListener("submit", (event) => {
    const which = event.target;
    if (!which.matches("form[data-keep]")) return;
    which.keepSubmitter = event.submitter;
    if (which.hasAttribute("hx-post")) return;
    event.preventDefault();
    if (which.keepSending) return; // a second press while the first is on its way
    const body = new FormData(which, event.submitter);
    const values = new Map([...body.keys()].map((name) => [name, body.getAll(name).map(String)]));
    const told = JSON.stringify([...values].filter(([name]) => name !== "key" && name !== "csrfmiddlewaretoken"));
    const before = attempts.get(which);
    const key = before && before.body === told ? before.key : before ? makeKey() : body.get("key") || makeKey();
    attempts.set(which, { body: told, key });
    body.set("key", key);
    const address = (event.submitter && event.submitter.getAttribute("formaction")) || which.getAttribute("action") || location.href;
    const old = waiting.findIndex((sending) => sending.source === which);
    if (old >= 0) waiting.splice(old, 1); // the person pressed again: this body stands in its place
    post({ kind: "fetch", form: which, source: which, path: address, body, values, at: Date.now() });
  });

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!typed(field)) return;
    dirty.set(nameOf(field), { name: nameOf(field), field, form: form(field), value: valueOf(field), since: Date.now() });
  });

  // --- requests that htmx sends
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, verb, path, parameters } = event.detail;
    const which = form(elt);
    if (!which || verb === "get") return;
    let sending = resending;
    if (sending && sending.source === elt) {
      for (const name of Object.keys(parameters)) delete parameters[name];
      for (const [name, values] of sending.values) parameters[name] = values.length === 1 ? values[0] : values;
    } else {
      const entries = Object.entries(parameters).map(([name, value]) => [name, [].concat(value).map(String)]);
      const values = new Map(entries);
      const told = JSON.stringify(entries.filter(([name]) => name !== "key" && name !== "csrfmiddlewaretoken"));
      const before = attempts.get(elt);
      const key = before && before.body === told ? before.key : before || elt !== which ? makeKey() : parameters.key || makeKey();
      attempts.set(elt, { body: told, key });
      parameters.key = key;
      values.set("key", [key]);
      sending = { kind: "htmx", form: which, source: elt, verb, path, values, at: Date.now(), only: elt === which ? null : nameOf(elt) };
      const old = waiting.findIndex((other) => other.source === elt);
      if (old >= 0) waiting.splice(old, 1);
    }
    event.detail.keepSending = sending; // the element itself may be swapped away before the answer is told
    busy(which, true);
  });
  const sendingOf = (event) => event.detail.requestConfig && event.detail.requestConfig.keepSending;
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
    document.addEventListener(name, (event) => {
      resending = null;
      const sending = sendingOf(event);
      if (sending) hold(sending, failure(0));
      else if (kept() && name !== "htmx:sendAbort") say("unread");
    });
  }
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail, xhr = detail.xhr;
    const sending = sendingOf(event);
    if (atSignIn(xhr.responseURL)) {
      detail.shouldSwap = false;
      resending = null;
      if (sending) hold(sending, "signedOut"); else location.assign(xhr.responseURL);
      return;
    }
    if ((xhr.status === 409 || xhr.status === 422) && xhr.responseText.includes("data-refusal")) {
      detail.shouldSwap = false;
      const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
      refuse(page.querySelector("[data-refusal]"));
    }
    if (xhr.status === 507) noRoom(xhr.responseText);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const sending = sendingOf(event);
    if (!sending || !event.detail.xhr || !event.detail.xhr.status) return;
    const { status, responseURL } = event.detail.xhr;
    resending = null;
    if (atSignIn(responseURL)) return;
    if (status < 400 || status === 409 || status === 422) acknowledge(sending, status < 400);
    else hold(sending, failure(status));
  });
  document.addEventListener("htmx:afterSettle", (event) => restore(event.detail.elt));

  window.addEventListener("online", resend);
  document.addEventListener("click", (event) => { if (event.target.closest("[data-resend]")) { wait = 2000; resend(); } });
  window.addEventListener("beforeunload", (event) => {
    const unsaved = [...dirty.values()].some((held) => held.field.isConnected);
    if (!leaving && (unsaved || waiting.length)) event.preventDefault();
  });
})();
