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

  /* A number that is written by hand moves its thing when the field is left: where another has that number, the others
     make room. The focus stays where it has gone to. */
  const placed = (list, item) => {
    const rank = (one) => { const { value } = fieldOf(one); return value === "" ? Infinity : Number(value); };
    const others = [...list.children].filter((one) => one !== item), focused = document.activeElement;
    const sorted = [...others].sort((one, other) => rank(one) - rank(other) || others.indexOf(one) - others.indexOf(other));
    const isTaken = rank(item) !== Infinity && others.some((one) => rank(one) === rank(item));
    const isFull = others.every((one) => rank(one) !== Infinity);
    const later = sorted.findIndex((one) => rank(one) >= rank(item));
    sorted.splice(isTaken && isFull ? Math.max(0, Math.round(rank(item)) - 1) : later < 0 ? sorted.length : later, 0, item);
    sorted.forEach((one, at) => { if (list.children[at] !== one) list.insertBefore(one, list.children[at]); });
    if (isTaken) {
      sorted.forEach((one, at) => {
        const least = isFull ? at + 1 : at && rank(sorted[at - 1]) + 1;
        if (rank(one) !== Infinity && (isFull || rank(one) < least)) fieldOf(one).value = String(least);
      });
      fieldOf(item).dispatchEvent(new Event("input", { bubbles: true }));
    }
    ends(list);
    if (focused !== document.activeElement) focused.focus();
  };
  document.addEventListener("change", (event) => {
    const field = event.target, list = field instanceof Element && field.closest("ol[data-ranking]");
    if (list && field.type === "number") setTimeout(() => placed(list, field.closest("li")));
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

  /* What answers imply that are not given yet stands at no address: they are sent again until it is there. */
  let asked = 0, pause = 500;
  const look = () => {
    if (!document.querySelector("[data-sent-again]")) { clearTimeout(asked); asked = 0; pause = 500; return; }
    if (asked) return;
    asked = setTimeout(again, pause);
    pause = Math.min(5000, pause * 1.3);
  };
  const again = async () => {
    const waits = document.querySelector("[data-sent-again]"), button = waits && waits.querySelector("button[name=imply]");
    try {
      const body = new FormData(button.form);
      body.set(button.name, button.value);
      const response = await fetch(location.pathname, { method: "POST", body, headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "error" });
      const found = new DOMParser().parseFromString(await response.text(), "text/html").getElementById(waits.id);
      if (found && waits.isConnected) Idiomorph.morph(waits, found, { morphStyle: "outerHTML" });
    } catch { /* The connection is lost: the frame says so. */ }
    asked = 0;
    look();
  };

  const begin = () => { lists().forEach(ends); look(); };
  for (const name of ["workbench:refreshed", "htmx:afterSwap"]) document.addEventListener(name, begin);
  begin();
})();
