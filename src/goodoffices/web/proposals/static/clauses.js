/* While clauses are written: how they are parted, and what stands in brackets. The form works without it. */
"use strict";
(() => {
  const bracket = /\[([^[\]\n]+)\]/g;
  const show = (box) => {
    const area = box.querySelector("textarea");
    if (!area) return;
    let list = box.querySelector(".clause-list");
    const parts = area.value.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
    if (!list) {
      list = document.createElement("ol");
      list.className = "clause-list";
      list.setAttribute("aria-label", box.dataset.said);
      box.append(list);
    }
    list.hidden = !parts.length;
    list.replaceChildren(...parts.map((part) => {
      const item = document.createElement("li"), words = item.appendChild(document.createElement("div"));
      words.dir = "auto";
      let end = 0;
      for (const found of part.matchAll(bracket)) {
        words.append(part.slice(end, found.index));
        const mark = document.createElement("span");
        mark.className = "bracket";
        mark.textContent = found[0];
        words.append(mark);
        end = found.index + found[0].length;
      }
      words.append(part.slice(end));
      return item;
    }));
  };
  const all = () => document.querySelectorAll("[data-clauses]").forEach(show);
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-clauses]");
    if (box) show(box);
  });
  document.addEventListener("htmx:afterSwap", all);
  document.addEventListener("workbench:refreshed", all);
  all();
})();
