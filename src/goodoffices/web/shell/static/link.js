/* The token of a link stands behind its #, which is sent to no server: it goes into the form, and out of the address. */
"use strict";
(() => {
  const token = decodeURIComponent(location.hash.slice(1));
  const field = document.querySelector("[name=token]");
  if (!token || !field) return;
  field.value = token;
  history.replaceState(null, "", location.pathname);
  document.querySelector("[name=name], [name=password]").focus();
})();
