"use strict";
/* The page works without this script. It adds: picking packages on the frontier, opening all details for print,
   and taking regions that need no scrolling out of the tab order. */
(() => {
  const byId = (id) => document.getElementById(id);

  /* Regions that fit are no longer stops for the keyboard. */
  const regions = [...document.querySelectorAll(".scroll")];
  const settle = () => {
    for (const region of regions) {
      const scrolls = region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1;
      if (scrolls) {
        region.setAttribute("tabindex", "0");
        region.setAttribute("role", "region");
      } else {
        region.removeAttribute("tabindex");
        region.removeAttribute("role");
      }
    }
  };
  addEventListener("resize", settle);
  document.addEventListener("toggle", settle, true);
  settle();

  /* Print everything that can be unfolded, but for tables of hundreds of rows, and fold it again. */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open], .huge)")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  /* A link to a row of a folded table unfolds it. */
  const reveal = () => {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    for (let around = target && target.closest("details:not([open])"); around; around = around.parentElement.closest("details:not([open])")) {
      around.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  const source = byId("frontier-data");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const svg = byId("frontier-chart"), cursor = byId("cursor"), keptCursor = byId("kept-cursor"), slider = byId("pick"), rows = byId("picked-rows");
  const keepButton = byId("keep"), keptHead = byId("picked-kept"), nowHead = byId("picked-now"), said = byId("picked-said");
  const isPlane = svg.classList.contains("plane");
  let current = null;
  let kept = null;

  const words = data.words;
  const filled = (text, parts) => text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const digits = new Intl.NumberFormat(words.digits, { useGrouping: false });
  const nameOf = (point) => point.name || filled(words.package, { number: digits.format(data.points.indexOf(point) + 1) });
  const values = (point) => point.u.concat(point.p.map((label, issue) => data.labels[issue][label]));
  const titles = data.parties.concat(data.issues);
  const brief = (point) => data.parties.map((party, i) => `${party} ${point.u[i]}`).join(words.comma);

  const cell = (tag, text, className) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className !== "n") made.dir = "auto";
    if (className) made.className = className;
    return made;
  };

  /* Show a package on the picture, or nothing. */
  const point = (shape, chosen) => {
    shape.setAttribute("visibility", chosen ? "visible" : "hidden");
    if (!chosen) return;
    if (isPlane) {
      shape.setAttribute("cx", chosen.xy[0]);
      shape.setAttribute("cy", chosen.xy[1]);
    } else {
      const pairs = [];
      for (let i = 0; i < chosen.xy.length; i += 2) pairs.push(`${chosen.xy[i]} ${chosen.xy[i + 1]}`);
      shape.setAttribute("d", `M${pairs.join("L")}`);
    }
  };

  const draw = () => {
    nowHead.textContent = nameOf(current);
    keptHead.hidden = kept === null;
    if (kept) keptHead.textContent = filled(words.kept, { name: nameOf(kept) });
    const now = values(current), then = kept ? values(kept) : null;
    rows.replaceChildren(...titles.map((title, i) => {
      const row = document.createElement("tr");
      const differs = then !== null && then[i] !== now[i];
      const head = document.createElement("th");
      head.append(cell("bdi", title));
      head.scope = "row";
      if (differs) {
        row.className = "differs";
        head.prepend(cell("span", "≠ ", "sign"));
      }
      row.append(head, cell("td", now[i], i < data.parties.length ? "n" : ""));
      if (then) row.append(cell("td", then[i], i < data.parties.length ? "n" : ""));
      return row;
    }));
    point(cursor, current);
    point(keptCursor, kept);
    for (const button of document.querySelectorAll("[data-mark]")) {
      button.setAttribute("aria-pressed", String(data.marks[button.dataset.mark] === current));
    }
    settle();
  };

  /* The place on the slider of a package, or of the drawn one nearest to it. */
  const closest = (chosen) => {
    const far = (other) => other.xy.reduce((sum, at, i) => sum + (at - chosen.xy[i]) ** 2, 0);
    return data.points.reduce((best, other, i) => (far(other) < far(data.points[best]) ? i : best), 0);
  };

  const pick = (point) => {
    current = point;
    slider.value = String(closest(point));
    const place = { name: nameOf(point), count: digits.format(data.points.length), values: brief(point) };
    slider.setAttribute("aria-valuetext", filled(words.place, place));
    draw();
  };

  /* Height of a package's line at a place between the axes. */
  const heightAt = (xy, x) => {
    for (let i = 0; i + 3 < xy.length; i += 2) {
      if (x <= xy[i + 2] || i + 4 >= xy.length) {
        const part = Math.min(1, Math.max(0, (x - xy[i]) / (xy[i + 2] - xy[i])));
        return xy[i + 1] + part * (xy[i + 3] - xy[i + 1]);
      }
    }
    return xy[1];
  };

  const nearest = (event) => {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const far = (point) => isPlane
      ? Math.hypot(point.xy[0] - place.x, point.xy[1] - place.y)
      : Math.abs(heightAt(point.xy, place.x) - place.y);
    const all = Object.values(data.marks).concat(data.points);
    let best = null, least = Infinity;
    for (const point of all) {
      const distance = far(point);
      if (distance < least) { best = point; least = distance; }
    }
    return least < 60 ? best : null;
  };

  let dragging = false;
  const follow = (event) => {
    const found = nearest(event);
    if (found) pick(found);
  };
  svg.addEventListener("pointerdown", (event) => { dragging = true; follow(event); });
  svg.addEventListener("pointermove", (event) => { if (dragging) follow(event); });
  addEventListener("pointerup", () => { dragging = false; });
  slider.addEventListener("input", () => pick(data.points[Number(slider.value)]));
  for (const button of document.querySelectorAll("[data-mark]")) {
    button.addEventListener("click", () => {
      pick(data.marks[button.dataset.mark]);
      said.textContent = nameOf(current) + words.colon + brief(current);
    });
  }
  keepButton.addEventListener("click", () => {
    kept = kept ? null : current;
    keepButton.textContent = kept ? words.stop : words.keep;
    said.textContent = kept ? filled(words.is_kept, { name: nameOf(kept) }) : words.nothing_kept;
    draw();
  });

  byId("picker").hidden = false;
  pick(data.marks.nash || Object.values(data.marks)[0] || data.points[0]);
})();
