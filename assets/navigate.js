// What links and forms need beyond HTML: change the page without loading it anew, put the keyboard
// where the new page begins, and close menus when they are done with.
(function () {
  "use strict";

  // Until the next page is there, the links of this one still carry its choices: they wait.
  const root = document.documentElement;
  let waiting = 0;
  const arrived = () => {
    clearTimeout(waiting);
    delete root.dataset.going;
  };
  const leave = () => {
    root.dataset.going = "";
    clearTimeout(waiting);
    waiting = setTimeout(arrived, 5000);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='/']");
    if (!link || link.hasAttribute("download") || link.target) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if ("going" in root.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (link.getAttribute("href") !== window.location.pathname + window.location.search) {
      leave();
    }
  }, true);

  const go = (url) => window.dash_clientside.set_props("go-to", { href: url.href });
  const menus = () => document.querySelectorAll("details.control[open], details.sections[open]");
  const close = (except) => menus().forEach((menu) => menu !== except && (menu.open = false));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-nav]")) return;
    event.preventDefault();
    const url = new URL(form.action, window.location);
    for (const [name, value] of new FormData(form)) {
      if (value.trim()) url.searchParams.set(name, value.trim());
      else url.searchParams.delete(name);
    }
    go(url);
  });

  document.addEventListener("click", (event) => {
    const target = event.target.closest ? event.target : document.body;
    close(target.closest("details"));
    const skip = target.closest("a.skip");
    if (skip) {
      event.preventDefault();
      document.querySelector("#main").focus();
      return;
    }
    const link = target.closest("a[data-nav]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    close();
    go(new URL(link.href));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement && document.activeElement.closest("details[open]");
    close();
    if (menu && !menu.open) menu.querySelector("summary").focus();
  });

  // A new page has a new h1. The first one is where the browser begins by itself.
  let heading = null;
  let address = "";
  new MutationObserver(() => {
    const found = document.querySelector("h1");
    const now = window.location.pathname + window.location.search;
    if (!found || (found === heading && now === address)) return;
    arrived();
    const first = address === "";
    const samePath = address.split("?")[0] === window.location.pathname;
    heading = found;
    address = now;
    if (first) return;
    close();
    // Sorting or narrowing a list leaves the keyboard where it was, if that is still there; what
    // is new is said aloud then, unless the page says it itself.
    if (!samePath || document.activeElement === document.body) found.focus({ preventScroll: samePath });
    else if (!document.querySelector("main [aria-live], main [role=status]")) {
      const lead = document.querySelector("main .lead");
      document.querySelector("#said").textContent = (lead || found).textContent;
    }
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
