/* A slider through the days on which a stand was taken; the form is sent when it rests. Without this, the lists do it. */
"use strict";
(() => {
  let timer = 0;
  const name = (form, place) => { const one = form.querySelector(`#day option[value="${place}"]`); return one ? one.textContent : ""; };
  const settle = () => {
    const form = document.getElementById("days"), slide = document.getElementById("slide");
    if (!form || !slide) return;
    const day = form.querySelector("#day");
    slide.closest(".slide").hidden = day.options.length < 2;
    if (document.activeElement !== slide) slide.value = day.value;
    slide.setAttribute("aria-valuetext", name(form, slide.value));
  };
  document.addEventListener("input", (event) => {
    if (event.target.id !== "slide") return;
    const form = document.getElementById("days"), place = event.target.value;
    form.querySelector("#day").value = place;
    form.querySelector("#since").value = "";
    event.target.setAttribute("aria-valuetext", name(form, place));
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), 250);
  });
  document.addEventListener("htmx:afterSwap", settle);
  document.addEventListener("workbench:refreshed", settle);
  settle();
})();
