/* What a sheet does while somebody types: sums and two checks at once, a pasted block, what others keep meanwhile.
   Without it every box still keeps itself, and the server says the same a moment later. */
"use strict";
(() => {
  const form = document.getElementById("entry");
  const messages = document.getElementById("messages");
  if (!form || !messages) return;
  const EVERY = 10_000;

  const box = (code) => form.querySelector(`[name="${CSS.escape(code)}"]`);
  const hidden = (code, kind) => form.querySelector(`[name="${CSS.escape(`${code}:${kind}`)}"]`);
  // a page is in one language and its notation from first to last, whatever the account has chosen since
  const language = document.documentElement.lang;
  const [group, point] = language === "en" ? [/,(?=\d{3}(\D|$))/g, "."] : [/\.(?=\d{3}(\D|$))/g, ","];
  const number = (text) => {
    const plain = text.trim().replace(group, "");
    return plain.split(point).every((digits) => /^\d+$/.test(digits)) && plain.split(point).length < 3
      ? Number(plain.replace(point, ".")) : null;
  };
  const show = (value) => value.toLocaleString(language === "en" ? "en-GB" : "vi-VN", { maximumFractionDigits: 3 });
  const fill = (name, ...values) => values.reduce(
    (text, value, at) => text.replace(`%${"abc"[at]}`, value), messages.dataset[name],
  );

  const value = (code) => {
    const input = box(code);
    if (input) return input.dataset.day === undefined ? number(input.value) : null; // the server compares days
    const sum = form.querySelector(`[data-cell="${CSS.escape(code)}"]`);
    if (sum) return total(sum);
    const shown = document.querySelector(`#v-${CSS.escape(code.replaceAll(".", "-"))} .num`);
    return shown ? number(shown.textContent) : null;
  };
  const total = (cell) => {
    const numbers = cell.dataset.sum.split(" ").map(value).filter((one) => one !== null);
    return numbers.length ? numbers.reduce((a, b) => a + b) : null;
  };

  const sums = () => {
    for (const cell of form.querySelectorAll("[data-sum]")) {
      const shown = cell.querySelector(".num");
      const now = total(cell);
      if (shown && now !== null) shown.textContent = show(now);
    }
  };

  const checks = JSON.parse(document.getElementById("checks").textContent);
  const find = ([rule, ...cells]) => {
    const numbers = cells.map(value);
    if (numbers.includes(null)) return null;
    const [first, ...rest] = numbers;
    if (rule === "part_within_whole") return first > rest[0] ? [cells[0], fill("within", cells[0], cells[1])] : null;
    const sum = rest.reduce((a, b) => a + b);
    return Math.abs(sum - first) > 1e-6 ? [cells[0], fill("sum", show(sum), cells[0], show(first))] : null;
  };
  const note = (code, text, kind) => {
    const cell = document.getElementById(`m-${code.replaceAll(".", "-")}`);
    if (!cell) return;
    cell.querySelector(`[data-live="${kind}"]`)?.remove();
    if (!text) return;
    const line = document.createElement("p");
    line.className = "remark remark--warning";
    line.dataset.live = kind;
    line.textContent = text;
    cell.prepend(line);
  };
  const check = (code) => {
    for (const one of checks.filter((each) => each.includes(code, 1))) {
      const kept = document.getElementById(`m-${one[1].replaceAll(".", "-")}`);
      const found = find(one);
      // What the server has said already is not said twice; it says it anew once the cell is kept.
      note(one[1], found && !kept?.querySelector(".remark--error") ? found[1] : "", "check");
    }
  };
  form.addEventListener("input", (event) => {
    if (!event.target.matches(".cell__input")) return;
    sums();
    check(event.target.name);
  });

  // A block from Excel goes to a page that shows what will stand where before anything is kept.
  form.addEventListener("paste", (event) => {
    if (!event.target.matches(".cell__input")) return;
    const block = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(block.trim())) return;
    event.preventDefault();
    const paste = document.getElementById("paste");
    paste.elements.block.value = block;
    paste.elements.start.value = event.target.name;
    paste.requestSubmit();
  });

  // What others keep meanwhile. A box in which something else is being typed is left alone: keeping it tells both.
  const draw = (code, theirs) => {
    const input = box(code);
    const shown = hidden(code, "w");
    if (!input || !shown) return;
    if (document.activeElement === input || input.value !== shown.value) {
      note(code, fill("theirs", theirs[2], theirs[1] || "«»"), "theirs");
      return;
    }
    input.value = theirs[1];
    shown.value = theirs[1];
    hidden(code, "v").value = theirs[0];
    input.classList.toggle("is-blank", !theirs[1]);
    note(code, fill("theirs", theirs[2], theirs[1] || "«»"), "theirs");
    sums();
  };
  const look = async () => {
    if (document.hidden || !navigator.onLine) return;
    const asked = `${form.dataset.since}?dau=${encodeURIComponent(form.dataset.token)}`;
    const answer = await fetch(asked, { headers: { "X-Requested-With": "since", "X-Page-Language": language } }).catch(() => null);
    if (!answer || answer.status !== 200) return;
    const told = await answer.json();
    form.dataset.token = told.token;
    for (const [code, theirs] of Object.entries(told.cells)) {
      const version = hidden(code, "v");
      if (version && Number(version.value) < theirs[0]) draw(code, theirs);
    }
    if (told.moved) document.getElementById("live").textContent = told.moved;
    document.getElementById("live").className = told.moved ? "notice notice--warning" : "quiet";
  };
  setInterval(look, EVERY);
})();
