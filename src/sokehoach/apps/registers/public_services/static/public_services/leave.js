/* «Thoát nhanh»: the page leaves the history of this tab too; Escape does the same. The page in the other language takes
   the place of this one there. Without script both are links. */
"use strict";
(() => {
  const link = document.querySelector("[data-leave]");
  const leave = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    window.location.replace(link.href);
  };
  link.addEventListener("click", leave);
  const other = document.querySelector("[data-instead]");
  other.addEventListener("click", (event) => {
    event.preventDefault();
    window.location.replace(other.href);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(event); });
})();
