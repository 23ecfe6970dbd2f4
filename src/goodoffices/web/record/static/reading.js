/* Shows how far reports are read, once a second, and leaves alone what somebody writes meanwhile. */
"use strict";
(() => {
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (!document.querySelector("#readings[data-being-read]")) return;
    timer = setTimeout(async () => {
      try {
        const response = await fetch(location.pathname, { credentials: "same-origin", headers: { "HX-Request": "true" } });
        const box = document.getElementById("readings");
        if (response.ok && box) {
          const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("readings");
          if (fresh) box.replaceWith(fresh);
        }
      } catch { /* the next second tries again */ }
      look();
    }, 1000);
  };
  document.addEventListener("htmx:afterSwap", look);
  document.addEventListener("workbench:refreshed", look);
  look();
})();
