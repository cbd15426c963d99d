/* «Thoát nhanh»: the page leaves the history of this tab too; Escape does the same. Without script it is a link. */
"use strict";
(() => {
  const link = document.querySelector("[data-leave]");
  const leave = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    window.location.replace(link.href);
  };
  link.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(event); });
})();
