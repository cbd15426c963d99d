/* The paragraphs of a draft, edited in the running text. Each keeps its text box, which the form sends: a figure is
   {1} in the box and an element that cannot be typed into on the page. Without this file the boxes are edited. */
"use strict";
(() => {
  const EDGE = "\u200b"; // a place for the caret before a figure that begins its paragraph, and after one that ends it
  const FIELD = /\{(\d+)\}/;
  const OWN_TYPE = "text/x-sokehoach-words";
  let dragged = null;

  const chipsOf = (words) => new Map([...words.querySelectorAll(".words__figures [data-figure]")].map((chip) => [chip.dataset.figure, chip]));
  const editorOf = (node) => { const element = node && (node.closest ? node : node.parentElement); return element && element.closest(".words__text"); };
  const wordsOf = (node) => { const element = node && (node.closest ? node : node.parentElement); return element && element.closest("[data-words]"); };

  function buildChip(source, words) {
    const chip = source.cloneNode(true), link = chip.querySelector("a");
    const text = source.textContent.trim();
    chip.contentEditable = "false";
    chip.draggable = true;
    if (link) {
      link.draggable = false;
      chip.replaceChildren(link);
      link.textContent = text;
    } else {
      chip.textContent = text;
      chip.tabIndex = 0;
      chip.setAttribute("role", "img");
      chip.setAttribute("aria-label", `${words.closest("form").dataset.figureWord}: ${text}`);
    }
    return chip;
  }

  /* The pieces of a text: letters, and figures at their fields. A field that the paragraph does not have stays letters. */
  function buildPieces(text, words) {
    const chips = chipsOf(words), pieces = document.createDocumentFragment();
    text.split(FIELD).forEach((part, index) => {
      if (index % 2 && chips.has(String(Number(part)))) pieces.append(buildChip(chips.get(String(Number(part))), words));
      else if (index % 2) pieces.append(`{${part}}`);
      else if (part) pieces.append(part);
    });
    return pieces;
  }

  function addEdges(editor) {
    if (editor.firstChild && editor.firstChild.nodeType !== Node.TEXT_NODE) editor.prepend(EDGE);
    if (editor.lastChild && editor.lastChild.nodeType !== Node.TEXT_NODE) editor.append(EDGE);
  }

  function readText(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replaceAll(EDGE, "").replaceAll("\u00a0", " ");
    if (node.dataset && node.dataset.figure) return `{${node.dataset.figure}}`;
    if (node.nodeName === "BR") return "\n";
    const text = [...node.childNodes].map(readText).join("");
    return /^(DIV|P)$/.test(node.nodeName) && node.previousSibling ? `\n${text}` : text;
  }
  const readEditor = (editor) => [...editor.childNodes].map(readText).join("");

  // --- from the page to the box that is sent
  function store(editor) {
    const words = wordsOf(editor), box = words.querySelector("textarea"), text = readEditor(editor).replace(/\n+$/, "");
    if (box.value === text) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true })); // keep.js holds it until the server has it
    showDropped(words);
  }

  function showDropped(words) {
    const place = words.querySelector(".words__dropped > div");
    if (!place) return;
    const present = new Set([...words.querySelector("textarea").value.matchAll(/\{(\d+)\}/g)].map((match) => String(Number(match[1]))));
    const missing = [...chipsOf(words)].filter(([number]) => !present.has(number));
    place.hidden = !missing.length;
    place.querySelector("[data-dropped]").textContent = missing.map(([, chip]) => `«${chip.textContent.trim()}»`).join(" ");
    if (!missing.length) place.querySelector("input").checked = false;
    return missing;
  }

  function restoreDropped(words) {
    const editor = words.querySelector(".words__text");
    for (const [, chip] of showDropped(words)) editor.append(" ", buildChip(chip, words));
    addEdges(editor);
    store(editor);
    editor.focus();
  }

  // --- from the box to the page
  function fill(editor) {
    editor.replaceChildren(buildPieces(wordsOf(editor).querySelector("textarea").value, wordsOf(editor)));
    addEdges(editor);
  }

  function enhance(words) {
    const box = words.querySelector("textarea"), editor = document.createElement("div");
    const hadFocus = document.activeElement === box;
    editor.className = "words__text";
    editor.contentEditable = "plaintext-only";
    if (editor.contentEditable !== "plaintext-only") editor.contentEditable = "true";
    editor.lang = "vi";
    editor.spellcheck = false;
    editor.setAttribute("role", "textbox");
    editor.setAttribute("aria-multiline", "true");
    editor.setAttribute("aria-labelledby", `label-${words.dataset.words}`);
    for (const name of ["aria-invalid", "aria-describedby"]) {
      if (box.hasAttribute(name)) { editor.setAttribute(name, box.getAttribute(name)); box.removeAttribute(name); }
    }
    words.classList.add("is-live");
    words.insertBefore(editor, box);
    fill(editor);
    const restore = words.querySelector("[data-restore]");
    if (restore) restore.hidden = false;
    showDropped(words);
    if (hadFocus) editor.focus();
  }

  function insert(editor, text) {
    const selection = getSelection();
    if (!selection.rangeCount || editorOf(selection.anchorNode) !== editor) return;
    if (!FIELD.test(text)) { document.execCommand("insertText", false, text); return; } // the browser can undo it
    const range = selection.getRangeAt(0);
    range.deleteContents();
    range.insertNode(buildPieces(text, wordsOf(editor)));
    selection.collapseToEnd();
    addEdges(editor);
    store(editor);
  }

  function say(editor, text) { editor.closest("form").querySelector("[data-said]").textContent = text; }

  // --- moving a figure: dragged, cut and pasted, or by keys
  function copy(event) {
    const selection = getSelection(), editor = editorOf(selection.anchorNode);
    if (!editor || selection.isCollapsed || editorOf(selection.focusNode) !== editor) return;
    const pieces = selection.getRangeAt(0).cloneContents();
    event.preventDefault();
    event.clipboardData.setData("text/plain", selection.toString().replaceAll(EDGE, ""));
    event.clipboardData.setData(OWN_TYPE, JSON.stringify({ paragraph: wordsOf(editor).id, text: readEditor(pieces) }));
    if (event.type === "cut") document.execCommand("delete");
  }
  document.addEventListener("copy", copy);
  document.addEventListener("cut", copy);
  document.addEventListener("paste", (event) => {
    const editor = editorOf(event.target);
    if (!editor) return;
    event.preventDefault();
    const own = event.clipboardData.getData(OWN_TYPE), { paragraph, text } = own ? JSON.parse(own) : {};
    if (own && paragraph === wordsOf(editor).id) { insert(editor, text); return; }
    if (own && FIELD.test(text)) say(editor, editor.closest("form").dataset.elsewhere);
    insert(editor, own ? text.replace(/\{\d+\}/g, "") : event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n"));
  });

  document.addEventListener("dragstart", (event) => {
    const editor = editorOf(event.target);
    if (!editor) return;
    dragged = event.target.closest && event.target.closest("[data-figure]");
    if (dragged) event.dataTransfer.setData("text/plain", "");
    else if (getSelection().rangeCount && getSelection().getRangeAt(0).cloneContents().querySelector("[data-figure]")) event.preventDefault();
  });
  document.addEventListener("dragend", () => { dragged = null; });
  document.addEventListener("dragover", (event) => { if (dragged && editorOf(event.target)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    const editor = editorOf(event.target);
    if (!dragged || !editor) return;
    event.preventDefault();
    if (editor !== editorOf(dragged)) { say(editor, editor.closest("form").dataset.elsewhere); return; }
    const place = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(event.clientX, event.clientY) : document.caretRangeFromPoint(event.clientX, event.clientY);
    const node = place && (place.offsetNode || place.startContainer);
    if (!node || !editor.contains(node) || dragged.contains(node)) return;
    const range = document.createRange(), chip = dragged, offset = place.offsetNode ? place.offset : place.startOffset;
    range.setStart(node, node.nodeType === Node.TEXT_NODE ? toEdgeOfWord(node.data, offset) : offset);
    chip.remove();
    range.insertNode(chip);
    if (/\S$/.test((chip.previousSibling || {}).data || "")) chip.before(" ");
    if (/^[\p{L}\p{N}]/u.test((chip.nextSibling || {}).data || "")) chip.after(" ");
    addEdges(editor);
    store(editor);
  });
  function toEdgeOfWord(text, offset) {
    const before = /\S*$/.exec(text.slice(0, offset))[0].length, after = /^\S*/.exec(text.slice(offset))[0].length;
    return before < after ? offset - before : offset + after;
  }

  function moveByWord(chip, forward) {
    const editor = editorOf(chip);
    editor.normalize();
    const beside = forward ? chip.nextSibling : chip.previousSibling;
    if (!beside) return;
    if (beside.nodeType !== Node.TEXT_NODE) { if (forward) beside.after(chip); else beside.before(chip); }
    else if (forward) {
      const match = /^\s*\S+\s?/.exec(beside.data);
      if (!match) return;
      const rest = beside.splitText(match[0].length);
      rest.before(chip);
    } else {
      const match = /\S+\s*$/.exec(beside.data);
      if (!match) return;
      beside.splitText(match.index).before(chip);
    }
    addEdges(editor);
    store(editor);
    (chip.querySelector("a") || chip).focus();
  }
  document.addEventListener("keydown", (event) => {
    const chip = event.target.closest && event.target.closest(".words__text [data-figure]");
    if (!chip || !event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    moveByWord(chip, event.key === "ArrowRight");
  });

  // --- typing
  document.addEventListener("input", (event) => {
    const editor = editorOf(event.target);
    if (editor) { addEdges(editor); store(editor); }
  });
  document.addEventListener("focusout", (event) => {
    const editor = editorOf(event.target);
    // a field that was typed becomes its figure
    if (editor && !editor.contains(event.relatedTarget) && [...editor.childNodes].some((node) => FIELD.test(node.data || ""))) fill(editor);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-restore]");
    if (button) restoreDropped(wordsOf(button));
  });

  const enhanceAll = (root) => root.querySelectorAll("[data-words]:not(.is-live)").forEach(enhance);
  document.addEventListener("shell:shown", (event) => enhanceAll(event.detail.main));
  enhanceAll(document);
})();
