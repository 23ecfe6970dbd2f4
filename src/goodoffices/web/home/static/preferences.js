/* Lists that are put in order by dragging or by the arrows, at once. */
"use strict";
(() => {
  const lists = () => document.querySelectorAll("ol[data-ranking]");
  const fieldOf = (item) => item.querySelector("input[type=number]");

  /* The numbers follow the order in which things stand. */
  const numbered = (list, moved) => {
    [...list.children].forEach((item, at) => { fieldOf(item).value = String(at + 1); });
    ends(list);
    fieldOf(list.children[0]).dispatchEvent(new Event("input", { bubbles: true }));
    const said = list.closest("form").querySelector("[data-moves]");
    if (moved && said) {
      const name = moved.querySelector("label").textContent.trim();
      said.textContent = list.dataset.moved.replace("{name}", name).replace("{place}", workbench.number(fieldOf(moved).value));
    }
  };
  const ends = (list) => {
    [...list.children].forEach((item, at, all) => {
      item.querySelector("button[name=up]").setAttribute("aria-disabled", String(at === 0));
      item.querySelector("button[name=down]").setAttribute("aria-disabled", String(at === all.length - 1));
    });
  };

  /* Arrows move at once; without a script they are sent. */
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("ol[data-ranking] button.move");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li"), list = item.parentElement;
    if (button.name === "up" && item.previousElementSibling) list.insertBefore(item, item.previousElementSibling);
    if (button.name === "down" && item.nextElementSibling) list.insertBefore(item.nextElementSibling, item);
    numbered(list, item);
    button.focus();
  });

  /* A number that is written by hand moves its thing when the field is left; the focus stays where it has gone to. */
  const sorted = (list) => {
    const rank = (item) => { const value = fieldOf(item).value; return value === "" ? Infinity : Number(value); };
    const items = [...list.children], focused = document.activeElement;
    const wanted = [...items].sort((one, other) => rank(one) - rank(other) || items.indexOf(one) - items.indexOf(other));
    wanted.forEach((item, at) => { if (list.children[at] !== item) list.insertBefore(item, list.children[at]); });
    ends(list);
    if (focused !== document.activeElement) focused.focus();
  };
  document.addEventListener("change", (event) => {
    const field = event.target, list = field instanceof Element && field.closest("ol[data-ranking]");
    if (list && field.type === "number") setTimeout(() => sorted(list));
  });

  /* Dragging by the handle. */
  let dragged = null;
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target instanceof Element && event.target.closest(".handle");
    if (!handle || !handle.closest("ol[data-ranking]") || event.button !== 0) return;
    event.preventDefault();
    dragged = handle.closest("li");
    dragged.classList.add("dragged");
  });
  document.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const list = dragged.parentElement;
    const before = [...list.children].find((item) => {
      const box = item.getBoundingClientRect();
      return item !== dragged && event.clientY < box.top + box.height / 2;
    });
    if (before !== dragged.nextElementSibling) list.insertBefore(dragged, before || null);
  });
  const drop = () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    const item = dragged;
    dragged = null;
    numbered(item.parentElement, item);
  };
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, drop);

  const begin = () => lists().forEach(ends);
  for (const name of ["workbench:refreshed", "htmx:afterSwap"]) document.addEventListener(name, begin);
  begin();
})();
