/* A slider through the days on which a stand was taken; the form is sent when it rests. Without this, the fields do it. */
"use strict";
(() => {
  let timer = 0;
  const settle = () => {
    const form = document.getElementById("days"), slide = document.getElementById("slide");
    if (!form || !slide) return;
    const days = (form.dataset.days || "").split(" ").filter(Boolean);
    slide.closest(".slide").hidden = days.length < 2;
    const day = form.querySelector("#day").value;
    const at = Math.max(0, days.filter((one) => one <= day).length - 1);
    if (document.activeElement !== slide) slide.value = String(at);
    slide.setAttribute("aria-valuetext", days[Number(slide.value)] || "");
  };
  document.addEventListener("input", (event) => {
    if (event.target.id !== "slide") return;
    const form = document.getElementById("days"), days = form.dataset.days.split(" "), at = Number(event.target.value);
    form.querySelector("#day").value = days[at];
    form.querySelector("#since").value = at ? days[at - 1] : "";
    event.target.setAttribute("aria-valuetext", days[at]);
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), 250);
  });
  document.addEventListener("htmx:afterSwap", settle);
  document.addEventListener("workbench:refreshed", settle);
  settle();
})();
