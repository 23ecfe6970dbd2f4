/* Review by keyboard, and what is looked at scrolled into view. All of it works without this, by links and buttons. */
"use strict";
(() => {
  const KEPT = "review-keys";
  const stored = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
  let on = stored() !== "off";

  /* Single letters can be switched off: whoever dictates, or types by habit, is not surprised by them. */
  const legend = () => {
    const box = document.querySelector("[data-keys]");
    if (!box) return;
    let button = box.querySelector("button");
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "quiet-button";
      button.id = "keys-switch";
      box.append(button);
      button.addEventListener("click", () => {
        on = !on;
        try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* no room */ }
        legend();
      });
    }
    button.textContent = on ? box.dataset.on : box.dataset.off;
    button.setAttribute("aria-pressed", String(on));
    box.classList.toggle("are-off", !on);
  };

  const press = (key) => {
    const found = document.querySelector(`[data-press="${key}"]`);
    if (!found) return false;
    if (key === "e") {
      const fold = found.closest("details");
      fold.open = true;
      const field = fold.querySelector("textarea, input:not([type=hidden]), select");
      if (field) field.focus();
    } else found.click();
    return true;
  };
  /* Whoever steps on faster than pages come loses no step; but what has not been shown yet is not judged. */
  let phase = "", steps = [], late = 0;
  const onward = () => {
    clearTimeout(late);
    phase = "";
    const key = steps.shift();
    if (key) press(key);
  };
  document.addEventListener("htmx:beforeRequest", () => { phase = "asked"; clearTimeout(late); });
  document.addEventListener("htmx:afterSwap", () => { phase = "shown"; });
  document.addEventListener("htmx:afterSettle", onward);
  /* What came was not shown, or nothing came. */
  document.addEventListener("htmx:afterRequest", () => { late = setTimeout(() => { phase = ""; steps = []; }, 500); });

  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (!/^[aerujk]$/.test(event.key)) return;
    if (phase) {
      event.preventDefault();
      if (phase === "shown" || /^[jk]$/.test(event.key)) steps.push(event.key);
    } else if (press(event.key)) event.preventDefault();
  });

  /* The place in the report, and the line of the list, are scrolled into view inside their boxes. */
  let shown = "";
  const settle = () => {
    legend();
    const heading = document.getElementById("piece-heading");
    const now = heading ? heading.textContent : "";
    if (now === shown) return;
    /* Whoever pressed a button that is gone with the piece goes on at the next one. */
    if (shown && heading && (!document.activeElement || document.activeElement === document.body)) heading.focus();
    shown = now;
    const edit = document.getElementById("edit");
    if (edit && !edit.querySelector(".error")) edit.open = false;
    const box = document.querySelector("[data-lit]");
    const lit = box && (box.querySelector(".is-content") || box.querySelector(".lit"));
    if (lit) {
      const inside = lit.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
      box.scrollTop = Math.max(0, inside - box.clientHeight / 3);
    }
    const line = document.querySelector(".lines a[aria-current]");
    const list = line && line.closest(".lines");
    if (list && list.scrollHeight > list.clientHeight) {
      const top = line.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
      if (top < list.scrollTop || top + line.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = Math.max(0, top - list.clientHeight / 3);
    }
  };
  document.addEventListener("htmx:afterSwap", settle);
  document.addEventListener("workbench:refreshed", settle);
  settle();
})();
