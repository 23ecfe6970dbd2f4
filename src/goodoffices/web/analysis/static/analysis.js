/* What makes the analysis follow the hand: sliders, picking on the picture.
   Every page works without it: each slider has a list or a field, each pick a button. */
"use strict";
(() => {
  document.documentElement.classList.add("has-script");
  const byId = (id) => document.getElementById(id);
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
  const changed = () => document.dispatchEvent(new CustomEvent("analysis:changed"));

  /* ---- A form that asks for a part of its page: one request at a time, and of those that wait the last. */
  const busy = new Map();
  const send = async (form, more = {}) => {
    if (busy.has(form)) { busy.set(form, more); return; }
    busy.set(form, null);
    const body = new FormData(form);
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    let parts = [];
    try {
      const response = await fetch(location.pathname, { method: "POST", body, headers: { "X-Part": form.dataset.part }, credentials: "same-origin", redirect: "manual" });
      if (response.type === "opaqueredirect" || ![200, 422].includes(response.status)) { location.reload(); return; }
      parts = [...parsed(await response.text()).body.children];
    } catch { /* The connection is lost: the frame says so, and the next move tries again. */ }
    const next = busy.get(form);
    busy.delete(form);
    if (next && form.isConnected) send(form, next);
    /* Where the hand has gone on meanwhile, what stands in the form is newer than what is answered. */
    for (const fresh of parts) {
      const old = fresh.id && byId(fresh.id);
      if (old && !(busy.has(form) && form.contains(old))) Idiomorph.morph(old, fresh, { morphStyle: "outerHTML" });
    }
    if (parts.length) changed();
  };
  const live = (target) => (target instanceof Element ? target.closest("form[data-part]") : null);

  document.addEventListener("submit", (event) => {
    const form = live(event.target), button = event.submitter;
    if (!form || (button && button.dataset.leaves !== undefined)) return;
    event.preventDefault();
    event.stopPropagation();
    if (button && button.dataset.back !== undefined) { putBack(form, button.dataset.back); return; }
    send(form, button && button.name ? { [button.name]: button.value } : {});
  }, true);
  document.addEventListener("input", (event) => {
    const form = live(event.target);
    if (!form || event.target.dataset.quiet !== undefined) return;
    if (event.target.type === "range") {
      const field = byId(event.target.dataset.for);
      field.value = event.target.value;
      delete field.dataset.says;
    }
    settle();
    send(form);
  });

  /* ---- Sliders say what they stand at, and what is put back goes back. */
  const settle = () => {
    for (const slider of document.querySelectorAll("input[type=range][data-for]")) {
      const field = byId(slider.dataset.for);
      if (!field) continue;
      if (slider.value !== field.value) slider.value = field.value;
      const says = field instanceof HTMLSelectElement ? field.selectedOptions[0] && field.selectedOptions[0].textContent : field.dataset.says || workbench.number(field.value);
      slider.setAttribute("aria-valuetext", says || "");
      const shown = slider.parentElement.querySelector("output");
      if (shown) shown.textContent = says || "";
      slider.classList.toggle("moved", slider.dataset.now !== undefined && slider.value !== slider.dataset.now);
    }
    for (const drop of document.querySelectorAll(".held input[type=checkbox]")) drop.closest(".held").classList.toggle("dropped", drop.checked);
  };
  const putBack = (form, key) => {
    for (const held of form.querySelectorAll(key ? `[data-limit="${CSS.escape(key)}"]` : "[data-limit]")) {
      for (const slider of held.querySelectorAll("input[type=range]")) byId(slider.dataset.for).value = slider.dataset.now;
      for (const drop of held.querySelectorAll("input[type=checkbox]")) drop.checked = false;
    }
    settle();
    send(form);
  };

  /* ---- The picture: a place on it picks the package that is nearest. */
  const pick = (event) => {
    const picture = event.target instanceof Element && event.target.closest("#frontier-chart");
    const form = picture && byId("form-look");
    if (!form) return;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    send(form, { "look-at": `${place.x.toFixed(1)},${place.y.toFixed(1)}` });
  };
  let dragging = false;
  document.addEventListener("pointerdown", (event) => { dragging = event.isPrimary && event.button === 0; if (dragging) pick(event); });
  document.addEventListener("pointermove", (event) => { if (dragging) pick(event); });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { dragging = false; });

  /* What was looked at stands where it is on the picture. */
  const point = () => {
    const looked = byId("looked");
    for (const cursor of document.querySelectorAll("[data-cursor]")) {
      const at = looked && looked.dataset[cursor.dataset.cursor];
      cursor.setAttribute("visibility", at ? "visible" : "hidden");
      if (at) cursor.setAttribute("d", at);
    }
    const field = byId("id_look-number");
    if (!field || !looked || busy.has(field.form)) return;
    if (looked.dataset.number && field.ariaInvalid !== "true") field.value = looked.dataset.number;
    field.dataset.says = looked.dataset.says || "";
  };

  const begin = () => { point(); settle(); workbench.wait(); };
  for (const name of ["analysis:changed", "workbench:refreshed", "htmx:afterSwap"]) document.addEventListener(name, begin);
  begin();
})();
