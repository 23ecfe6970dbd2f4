/* A slider through the days on which something was said, beside the field for the day; the form is sent when it rests. */
"use strict";
(() => {
  const settle = () => {
    const form = document.getElementById("days");
    if (!form) return;
    const days = (form.dataset.days || "").split(" ").filter(Boolean);
    if (days.length < 2 || form.querySelector("[type=range]")) return;
    const day = form.querySelector("#day"), since = form.querySelector("#since");
    const box = document.createElement("div");
    box.className = "field slide";
    const label = document.createElement("label");
    label.htmlFor = "slide";
    label.textContent = form.dataset.label;
    const slide = document.createElement("input");
    slide.type = "range";
    slide.id = "slide";
    slide.min = "0";
    slide.max = String(days.length - 1);
    const place = () => { let at = days.length - 1; while (at > 0 && days[at] > day.value) at -= 1; return at; };
    slide.value = String(place());
    slide.setAttribute("aria-valuetext", day.value);
    box.append(label, slide);
    form.prepend(box);
    let timer = 0;
    slide.addEventListener("input", () => {
      const at = Number(slide.value);
      day.value = days[at];
      since.value = at ? days[at - 1] : "";
      slide.setAttribute("aria-valuetext", days[at]);
      clearTimeout(timer);
      timer = setTimeout(() => form.requestSubmit(), 250);
    });
  };
  document.addEventListener("htmx:afterSwap", () => {
    settle();
    const slide = document.getElementById("slide"), day = document.getElementById("day"), form = document.getElementById("days");
    if (!slide || !day || document.activeElement === slide) return;
    const at = form.dataset.days.split(" ").filter((one) => one <= day.value).length - 1;
    slide.value = String(Math.max(0, at));
  });
  document.addEventListener("workbench:refreshed", settle);
  settle();
})();
