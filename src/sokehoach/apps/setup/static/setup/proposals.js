/* The whole of a share is mostly the beginning of its name: a press on the word where it ends takes it over.
   Without it the field is typed. */
"use strict";
(() => {
  const ends = document.querySelector("[data-whole-ends]");
  const form = ends && ends.form;
  if (!ends || !form.elements.denominator || !form.elements.name) return;
  const { name, denominator, measure } = form.elements;
  const words = ends.querySelector("[data-words]");
  const lower = (text) => text.toLocaleLowerCase("vi");
  const strip = (text) => text.replace(/[\s,;:.]+$/, "");

  /* «Huy động: trẻ 5 tuổi đến trường»: the whole begins behind what is done. */
  function findStart() {
    const known = strip(denominator.value.trim());
    const at = known ? lower(name.value).indexOf(lower(known)) : -1;
    if (at >= 0) return at;
    const act = name.value.match(/^[^:]{1,60}: /);
    return act ? act[0].length : 0;
  }
  function listWords() {
    const start = findStart();
    return [...name.value.slice(start).matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      whole: strip(name.value.slice(start, start + match.index + match[0].length)),
    }));
  }
  function showEnd() {
    const choices = [...words.querySelectorAll("input")];
    const end = choices.findIndex((choice) => lower(choice.value) === lower(strip(denominator.value.trim())));
    choices.forEach((choice, at) => {
      choice.checked = at === end;
      choice.parentElement.classList.toggle("is-whole", at <= end);
    });
  }
  function build() {
    const known = listWords();
    words.replaceChildren(...known.flatMap((word) => {
      const label = document.createElement("label"), choice = document.createElement("input");
      choice.type = "radio";
      choice.name = "whole_end";
      choice.value = word.whole;
      const text = document.createElement("span");
      text.textContent = word.text;
      label.append(choice, text);
      return [label, " "];
    }));
    const first = words.querySelector("input");
    if (first) { first.dataset.key = "m"; first.dataset.keyLabel = ends.dataset.wholeEnds; }
    showEnd();
    const isElsewhere = strip(denominator.value.trim()) && !words.querySelector("input:checked"); // «GRDP»
    ends.hidden = known.length < 2 || measure.value !== "share" || Boolean(isElsewhere);
  }
  function take(whole) {
    denominator.value = whole.charAt(0).toLocaleUpperCase("vi") + whole.slice(1);
    denominator.dispatchEvent(new Event("input", { bubbles: true }));
  }
  words.addEventListener("change", (event) => take(event.target.value));
  ends.addEventListener("click", (event) => {
    if (event.target.matches("[data-whole]")) take(event.target.dataset.whole);
  });
  denominator.addEventListener("input", showEnd);
  name.addEventListener("change", build);
  measure.addEventListener("change", build);
  denominator.closest(".field").after(ends);
  build();
})();
