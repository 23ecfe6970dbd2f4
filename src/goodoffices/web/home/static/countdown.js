/* How long there is until a deadline, in words, beside the time itself. */
"use strict";
(() => {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const said = (seconds) => {
    const words = new Intl.RelativeTimeFormat(workbench.digits(), { numeric: "always" });
    const [unit, size] = units.find(([, one]) => seconds >= one) || units[units.length - 1];
    return words.format(Math.max(1, Math.floor(seconds / size)), unit);
  };
  const count = () => {
    for (const time of document.querySelectorAll("time[data-until]")) {
      const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
      let note = time.nextElementSibling;
      if (!note || !note.classList.contains("countdown")) {
        note = document.createElement("span");
        note.className = "countdown";
        time.after(note);
      }
      const text = seconds > 0 ? ` (${said(seconds)})` : "";
      if (note.textContent !== text) note.textContent = text;
    }
  };
  document.addEventListener("htmx:afterSwap", count);
  document.addEventListener("workbench:refreshed", count);
  setInterval(count, 20000);
  count();
})();
