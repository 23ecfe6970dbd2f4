/* What makes the workbench smooth: morphing, live updates, drafts. Every page works without it. */
"use strict";
(() => {
  const page = () => document.getElementById("page");

  /* ---- What the scripts of pages use: numbers as the page writes them, and waiting for what is being computed. */
  const digits = () => (page() && page().dataset.digits) || undefined;
  const number = (value) => {
    const plain = String(value).trim();
    return plain && Number.isFinite(Number(plain)) ? new Intl.NumberFormat(digits(), { maximumFractionDigits: 6, useGrouping: false }).format(Number(plain)) : plain;
  };
  /* It is asked for again, ever more patiently, or steadily where `data-wait` says how many milliseconds to wait; only
     the places that wait are replaced. */
  let asked = 0, pause = 500;
  const askAgain = async () => {
    asked = 0;
    try {
      const response = await fetch(location.href, { headers: { "HX-Request": "true" }, credentials: "same-origin", redirect: "error" });
      if (response.ok) {
        const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
        for (const waits of document.querySelectorAll("[data-wait]")) {
          /* What came may stand under another name: then what is around both is brought up to date. */
          let place = waits, found = null;
          while (place && !(found = place.id ? fresh.getElementById(place.id) : null)) place = place.parentElement;
          if (found) Idiomorph.morph(place, found, { morphStyle: "outerHTML" });
        }
        if (window.htmx) htmx.process(page());
        document.dispatchEvent(new CustomEvent("workbench:refreshed"));
      }
    } catch { /* The connection is lost: the frame says so. */ }
    wait();
  };
  const wait = () => {
    const waits = document.querySelector("[data-wait]");
    if (!waits) { clearTimeout(asked); asked = 0; pause = 500; return; }
    if (asked) return;
    asked = setTimeout(askAgain, Number(waits.dataset.wait) || pause);
    pause = Math.min(5000, pause * 1.3);
  };
  /* ---- Printing: what is folded is opened, but for what is only a form and for tables of hundreds of rows. */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open], .huge)")].filter((one) => !one.querySelector("form") || one.querySelector("table"));
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

  window.workbench = { digits, number, wait };
  for (const name of ["workbench:refreshed", "htmx:afterSwap"]) document.addEventListener(name, wait);
  wait();

  if (!page() || !window.htmx) return;

  /* ---- Morphing leaves alone what somebody is writing. */
  const typed = new WeakSet();
  let sending = null;
  const untouched = (node) => !(node instanceof HTMLFormElement && typed.has(node) && node !== sending);
  /* What was asked for by a form, and is in no address, stays while the page asks for itself again. */
  let asking = false;
  const stays = (node) => asking && node instanceof HTMLElement && "keep" in node.dataset;
  /* What is being typed stays; a link, a button or a heading that has the focus is brought up to date as all the rest. */
  Object.defineProperty(Idiomorph.defaults, "ignoreActiveValue", { enumerable: true, get: () => Boolean(document.activeElement && document.activeElement.matches("input, textarea, select")) });
  Idiomorph.defaults.restoreFocus = true;
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (old) => {
    if (old instanceof HTMLDetailsElement && old.dataset.touched) return true;
    return untouched(old) && !stays(old);
  };
  Idiomorph.defaults.callbacks.beforeNodeRemoved = (old) => !stays(old) && untouched(old) && !(old instanceof Element && [...old.querySelectorAll("form")].some((one) => !untouched(one)));
  /* Whether a fold is open is the reader's affair. */
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node instanceof HTMLDetailsElement);

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.dataset.draft) { typed.add(form); later(form); }
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    sending = event.target instanceof HTMLFormElement ? event.target : null;
    /* What is sent is no draft any more: its draft is not kept again behind it. */
    if (sending) { clearTimeout(waiting.get(sending)); waiting.delete(sending); }
    refreshing = false;
  });
  /* What could not be sent is still a draft, and the page goes on following. */
  document.addEventListener("htmx:sendError", () => {
    const form = sending;
    sending = null;
    if (form) { typed.add(form); later(form); }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const name = sending && sending.dataset.draft, { xhr } = event.detail;
    if (sending) { typed.delete(sending); clearTimeout(waiting.get(sending)); waiting.delete(sending); }
    sending = null;
    out = false;
    if (name) {
      /* What came back, with a sentence beside a field or with what others will see, is still being written. */
      const back = document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);
      const done = !xhr || new URL(xhr.responseURL).searchParams.has("done");
      if (done) shelve(name, null);
      else if (back) { typed.add(back); later(back); }
    }
    follow();
    settle();
    goOn(event.detail.pathInfo);
  });

  /* Whoever is led to a place on the page goes on from there by keyboard too. */
  const goOn = (path) => {
    const there = path && path.anchor && document.getElementById(path.anchor);
    if (!there || there.contains(document.activeElement)) return;
    if (there.tabIndex < 0) there.tabIndex = -1;
    there.focus({ preventScroll: true });
  };

  /* Whoever goes to another page leaves no form behind on it: what they wrote there is kept now. */
  const keepAll = () => {
    for (const [form, timer] of waiting) { clearTimeout(timer); keep(form.dataset.draft, written(form), isBlank(form)); }
    waiting.clear();
  };
  const leave = () => {
    keepAll();
    for (const form of document.querySelectorAll("form[data-draft]")) typed.delete(form);
  };
  /* What came is no page of the case. The door, settings, a list of cases are opened as pages of their own; why
     something was not taken is said where it was sent from, and what was written stays there. */
  const outside = (detail, text) => {
    detail.shouldSwap = false;
    const form = sending, { responseURL } = detail.xhr;
    sending = null;
    if (form && form.dataset.draft) shelve(form.dataset.draft, written(form));
    if (!form || detail.requestConfig.verb === "get" || new URL(responseURL).pathname !== new URL(detail.pathInfo.finalRequestPath, location.href).pathname) {
      location.assign(responseURL + (new URL(detail.pathInfo.finalRequestPath, location.href).hash));
      return;
    }
    typed.add(form);
    const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const why = document.createElement("p");
    why.className = "error whole";
    why.setAttribute("role", "alert");
    why.textContent = main ? [...main.querySelectorAll("h1, .lead")].map((one) => one.textContent.trim()).join(". ") : text.slice(0, 500);
    for (const before of form.querySelectorAll(":scope > .error.whole")) before.remove();
    form.prepend(why);
    why.scrollIntoView({ block: "nearest" });
  };

  /* A page that one goes to may need style sheets and scripts that the one before it did not. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const text = String(event.detail.serverResponse || "");
    if (!text.includes('<div id="page"')) { outside(event.detail, text); return; }
    if (new URL(event.detail.xhr.responseURL).pathname !== location.pathname) leave();
    const fresh = new DOMParser().parseFromString(text.slice(0, text.indexOf("</head>") + 1), "text/html");
    for (const one of fresh.head.querySelectorAll("link[rel=stylesheet], script[src]")) {
      const [kind, at] = one instanceof HTMLLinkElement ? ["link", "href"] : ["script", "src"];
      const address = one.getAttribute(at);
      if (document.head.querySelector(`${kind}[${at}="${CSS.escape(address)}"]`)) continue;
      const added = document.createElement(kind);
      if (kind === "link") added.rel = "stylesheet";
      added.setAttribute(at, address);
      document.head.append(added);
    }
  });

  /* After something was done: say so once, and show what is wrong. */
  const settle = () => {
    const here = new URL(location.href);
    if (here.searchParams.has("done")) {
      here.searchParams.delete("done");
      history.replaceState(history.state, "", here);
    }
    const wrong = document.querySelector("[aria-invalid=true], .error.whole");
    if (wrong) {
      const field = wrong.matches(".error") ? wrong.closest("form") && wrong.closest("form").querySelector("input:not([type=hidden]), select, textarea") : wrong;
      if (field) field.focus();
    }
    const fold = document.querySelector(".rooms-fold");
    if (fold && !fold.dataset.touched && matchMedia("(max-width: 61.99rem)").matches) fold.open = false;
  };
  document.addEventListener("toggle", (event) => { if (event.target instanceof HTMLDetailsElement) event.target.dataset.touched = "1"; }, true);

  /* ---- Live: something that I see has happened, so the page asks for itself again. */
  let source = null, followed = "", soon = 0, place = "", refreshing = false, lost = false, telling = 0, told = false, out = false;
  const say = (text, well, link) => {
    const note = document.getElementById("connection");
    if (!note) return;
    note.textContent = text;
    if (link) note.append(" ", link);
    note.classList.toggle("well", Boolean(well));
    note.hidden = !text;
  };
  /* Meanwhile an act of my own may have brought the page to where it is asked for. */
  const renew = () => { if (!sending && place === page().dataset.place) soon = 0; else refresh(); };
  const refresh = () => {
    soon = 0;
    if (sending || refreshing) { soon = setTimeout(renew, 200); return; }
    refreshing = true;
    const address = location.href;
    fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).then(async (response) => {
      if (response.redirected && new URL(response.url).pathname !== new URL(address).pathname) { signedOut(); return; }
      const text = await response.text();
      refreshing = false;
      if (sending || location.href !== address || !response.ok) return;
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("page");
      if (!fresh) return;
      sending = null;
      out = false;
      asking = true;
      Idiomorph.morph(page(), fresh, { morphStyle: "outerHTML" });
      asking = false;
      htmx.process(page());
      document.dispatchEvent(new CustomEvent("workbench:refreshed"));
      follow();
    }).catch(() => {}).finally(() => { refreshing = false; });
  };
  /* Whoever is signed out asks for nothing any more; what they wrote is kept, and the way back here is shown. */
  const signedOut = () => {
    out = true;
    clearTimeout(soon);
    clearTimeout(telling);
    soon = telling = 0;
    told = false;
    if (source) source.close();
    followed = "";
    keepAll();
    const link = document.createElement("a");
    link.href = `${page().dataset.enter}?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = page().dataset.again;
    say(page().dataset.out, false, link);
  };
  /* Nothing is followed: because whoever asks is signed out, or because there is no answer, and it is asked again. */
  const knock = async () => {
    const stop = new AbortController();
    try {
      const { status } = await fetch(page().dataset.follow, { credentials: "same-origin", redirect: "error", signal: stop.signal });
      stop.abort();
      if (status === 204) { signedOut(); return; }
    } catch { /* The server is not there. */ }
    setTimeout(() => { followed = ""; follow(); }, 2000);
  };
  const follow = () => {
    const address = page().dataset.follow;
    if (!address || out || (source && followed === address && source.readyState !== EventSource.CLOSED)) return;
    if (source) source.close();
    followed = address;
    source = new EventSource(address);
    /* Where what I see stands now: when the page was written before that, it asks for itself again. */
    source.addEventListener("place", (event) => { place = event.data; if (place !== page().dataset.place && !soon) soon = setTimeout(renew, 100); });
    source.addEventListener("open", () => {
      clearTimeout(telling);
      if (told) { say(page().dataset.back, true); setTimeout(() => say(""), 3000); }
      telling = 0;
      told = false;
      if (lost) { lost = false; for (const form of document.querySelectorAll("form[data-draft]")) if (typed.has(form)) later(form); }
    });
    source.addEventListener("error", () => {
      lost = true;
      /* What ends at once and begins again, or ends for good, is no lost connection. */
      if (!telling) telling = setTimeout(() => { told = true; say(page().dataset.lost); }, 1500);
      if (source.readyState === EventSource.CLOSED) knock();
    });
  };
  addEventListener("pagehide", () => { if (source) source.close(); followed = ""; });
  addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });

  /* ---- Drafts: what is written is kept on the server; on this machine only while the server cannot be reached. */
  const waiting = new Map();
  const shelf = () => `draft ${page().dataset.drafts} ${page().dataset.mine}`;
  const shelved = () => { try { return JSON.parse(localStorage.getItem(shelf()) || "{}"); } catch { return {}; } };
  const shelve = (form, text) => {
    const all = shelved();
    if (text) all[form] = text; else delete all[form];
    try { if (Object.keys(all).length) localStorage.setItem(shelf(), JSON.stringify(all)); else localStorage.removeItem(shelf()); } catch { /* no room */ }
  };
  /* The name of a field without its form's; of what is no part of a draft, none. */
  const ownName = (form, field) => {
    const begin = `${form.dataset.draft}-`, name = field.name || "";
    const apart = ["submit", "button", "reset", "image", "file", "password"].includes(field.type) || (field.type === "hidden" && !("kept" in field.dataset));
    return name.startsWith(begin) && !apart && !field.disabled ? name.slice(begin.length) : "";
  };
  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
  const chosen = (field) => {
    if (isTicked(field)) return field.checked ? [field.value] : [];
    return field.type === "select-multiple" ? [...field.selectedOptions].map((one) => one.value) : [field.value];
  };
  /* All that a form holds: what is not ticked is written too, as nothing, or it would come back ticked. */
  const written = (form) => {
    const found = {};
    for (const field of form.elements) {
      const name = ownName(form, field);
      if (name) found[name] = [...(found[name] || []), ...chosen(field)];
    }
    return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, values.join("\n")]));
  };
  /* Whether nothing is written in a form in which nothing stood. */
  const isBlank = (form) => [...form.elements].every((field) => {
    if (!ownName(form, field) || field.type === "hidden") return true;
    if (isTicked(field)) return !field.checked && !field.defaultChecked;
    if (field.options) return ![...field.options].some((one) => (one.selected || one.defaultSelected) && one.value);
    return !field.value.trim() && !field.defaultValue.trim();
  });
  const keep = (name, fields, isNothing) => fetch(page().dataset.drafts, {
    method: "POST", credentials: "same-origin", redirect: "error", keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRFToken": page().dataset.csrf },
    body: JSON.stringify({ form: name, fields: isNothing ? {} : fields }),
  }).then((response) => { if (!response.ok) throw new Error(); shelve(name, null); }).catch(() => shelve(name, fields));
  const later = (form) => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => { waiting.delete(form); keep(form.dataset.draft, written(form), isBlank(form)); }, 400));
  };
  addEventListener("pagehide", keepAll);
  const fill = (form, name, text) => {
    const fields = [...form.elements].filter((field) => ownName(form, field) === name), lines = text.split("\n");
    for (const field of fields) {
      if (isTicked(field)) field.checked = lines.includes(field.value);
      else if (field.type === "select-multiple") for (const option of field.options) option.selected = lines.includes(option.value);
      else field.value = text;
    }
    if (fields.length || !text.trim()) return;
    /* Its field is gone: it goes along, so that nothing is sent without it unsaid. */
    const carried = document.createElement("input");
    Object.assign(carried, { type: "hidden", name: `${form.dataset.draft}-${name}`, value: text });
    carried.dataset.kept = "";
    form.append(carried);
  };
  /* What was written while the server could not be reached comes back into its form, and goes to the server. */
  const unshelve = () => {
    for (const [name, fields] of Object.entries(shelved())) {
      const form = document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);
      if (!form) { keep(name, fields); continue; }
      for (const [own, text] of Object.entries(fields)) fill(form, own, text);
      typed.add(form);
      later(form);
    }
  };

  unshelve();
  settle();
  follow();
})();
