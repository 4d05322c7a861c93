// What a word of the trade means, where it stands: shown while the mouse is over a link to its
// explanation or the keyboard is on it, from the list that the link leads to. It can be moved onto,
// stays until left, and goes with Escape (Web Content Accessibility Guidelines, 1.4.13).
(function () {
  "use strict";

  const LINGER = 250;  // milliseconds: time to move from the word onto what is said of it
  const tip = document.createElement("div");
  tip.id = "meaning";
  tip.setAttribute("role", "tooltip");
  let word = null;
  let leaving = 0;

  const linked = (target) => target.closest && target.closest("a[href^='#term-']");

  function hide() {
    clearTimeout(leaving);
    if (word) word.removeAttribute("aria-describedby");
    word = null;
    tip.remove();
  }

  function show(link) {
    clearTimeout(leaving);
    if (link === word && tip.isConnected) return;
    const term = document.getElementById(link.hash.slice(1));
    if (!term) return;
    hide();
    tip.textContent = term.nextElementSibling.textContent;
    link.closest("main").append(tip);
    link.setAttribute("aria-describedby", tip.id);
    word = link;
    place(link.getBoundingClientRect());
  }

  // Under the word, or over it where there is no room below; never beyond an edge of the window.
  function place(at) {
    const { offsetWidth: wide, offsetHeight: high } = tip;
    const { clientWidth, clientHeight } = document.documentElement;
    const over = at.bottom + high > clientHeight && at.top >= high;
    tip.style.left = `${scrollX + Math.max(8, Math.min(at.left, clientWidth - wide - 8))}px`;
    tip.style.top = `${scrollY + (over ? at.top - high : at.bottom)}px`;
  }

  document.addEventListener("mouseover", (event) => {
    const link = linked(event.target);
    if (link) show(link);
    else if (tip.contains(event.target)) clearTimeout(leaving);
    else if (word && word !== document.activeElement) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, LINGER);
    }
  });
  document.addEventListener("focusin", (event) => {
    const link = linked(event.target);
    if (link) show(link);
    else hide();
  });
  document.addEventListener("focusout", (event) => event.target === word && hide());
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("popstate", hide);
})();
