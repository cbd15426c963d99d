/* A fault names a line (?dong=): it is selected in the text, in the middle of the box. */
"use strict";
(() => {
  const box = document.querySelector("textarea.source-text:not([readonly])");
  const line = Number(new URLSearchParams(location.search).get("dong"));
  if (!box || !line) return;
  const lines = box.value.split("\n");
  if (line > lines.length) return;
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  box.focus({ preventScroll: true });
  box.setSelectionRange(start, start + lines[line - 1].length);
  box.scrollTop = (box.scrollHeight / lines.length) * (line - 1) - box.clientHeight / 2;
})();
