// Surgery mode: keys press what stands on the page, the clock counts, the screen fills.
(function () {
  "use strict";

  const room = () => document.querySelector(".room");
  const TYPING = "input, textarea, select, [contenteditable]";
  const HOURS = 3 * 60 * 60 * 1000;

  // Keys --------------------------------------------------------------------------------------
  function pressed(key) {
    return [...room().querySelectorAll("[data-keys]")].find(
      (way) => way.dataset.keys.split(" ").includes(key));
  }

  function write(field) {
    const found = document.querySelector(field);
    if (found) found.focus();
    return Boolean(found);
  }

  function openLine() {
    const focused = document.activeElement;
    const line = focused && focused.closest(".room .item table a, .room .agreed-today a")
      || room().querySelector(".item tbody a");
    if (line) line.click();
    return Boolean(line);
  }

  function act(key) {
    if (key === "o") return openLine();
    if (key === "a") return write("#action-what") || write("#open button");
    if (key === "c" || key === "t") return write("#note-text") || write("#open button");
    const way = pressed(key);
    if (!way) return false;
    // The new item is read from its heading on, not from a link that has changed its meaning.
    if (way.matches("a") && document.activeElement) document.activeElement.blur();
    way.click();
    if (way.matches("summary")) way.focus();
    return true;
  }

  // Those who speak to their machine, or press keys unmeant, can turn letters and numbers off.
  const LETTERS = "surgery letters";
  const off = () => localStorage.getItem(LETTERS) === "off";

  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("[data-letters]")) return;
    localStorage.setItem(LETTERS, off() ? "on" : "off");
    label();
  });

  document.addEventListener("keydown", (event) => {
    if (!room() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target.closest ? event.target : document.body;
    if (target.closest(TYPING)) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (event.key === "Escape" && document.querySelector("details.control[open]")) return;
    if (event.key.length === 1 && off()) return;
    if (act(event.key)) event.preventDefault();
  }, true);  // before a menu is closed by the same Escape

  // What is typed and not sent yet --------------------------------------------------------------
  // It waits for its form: an action's on every item, a note's on the item it is about.
  const drafts = (form) => `draft ${window.location.pathname} ${form.id} ` +
    (form.id === "note" ? form.querySelector("[name=item]").value : "");
  const fields = (form) => [...form.querySelectorAll("textarea, select, input:not([type=hidden])")];

  document.addEventListener("input", (event) => {
    const form = event.target.closest && event.target.closest(".room form");
    if (!form) return;
    const typed = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
    sessionStorage.setItem(drafts(form), JSON.stringify(typed));
  });

  document.addEventListener("reset", (event) => {
    if (event.target.matches(".room form")) sessionStorage.removeItem(drafts(event.target));
  });

  function restore(form) {
    const typed = JSON.parse(sessionStorage.getItem(drafts(form)) || "{}");
    fields(form).forEach((field) => {
      if (field.name in typed) field.value = typed[field.name];
    });
  }

  let drawn = null;
  new MutationObserver(() => {
    const shown = document.querySelector(".room aside");
    if (shown === drawn) return;
    drawn = shown;
    if (shown) shown.querySelectorAll("form").forEach(restore);
    tick();
  }).observe(document.documentElement, { childList: true, subtree: true });

  // Buttons that say what they will do next -----------------------------------------------------
  const full = () => document.querySelector(".room [data-full]");

  function say(button, done, words) {
    const next = done ? button.dataset.back : words;
    if (button.textContent !== next) button.textContent = next;
  }

  function label() {
    const button = full();
    if (!button) return;
    button.hidden = !document.fullscreenEnabled;
    say(button, document.fullscreenElement, button.dataset.full);
    const letters = document.querySelector(".room [data-letters]");
    say(letters, off(), letters.dataset.letters);
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("[data-full]")) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  });
  document.addEventListener("fullscreenchange", label);

  // The clock ---------------------------------------------------------------------------------
  // It runs from when the surgery was opened, if that was today's, or else from when it was first
  // shown here in the room.
  let said = null;

  function began(clock) {
    const opened = Date.parse(clock.dataset.opened);
    if (opened && Date.now() - opened < HOURS) return opened;
    const key = `surgery ${window.location.pathname}`;
    let kept = Number(sessionStorage.getItem(key));
    if (!kept || Date.now() - kept > HOURS) {
      kept = Date.now();
      sessionStorage.setItem(key, String(kept));
    }
    return kept;
  }

  function tick() {
    const clock = document.querySelector(".room .clock");
    if (!clock) return;
    label();
    const used = Math.max(0, Math.floor((Date.now() - began(clock)) / 60000));
    const words = `${used} of ${clock.dataset.minutes} minutes used`;
    const shown = clock.querySelector(".used");
    if (shown.textContent !== words) shown.textContent = words;
    if (said === null) said = used;
    // Said aloud every ten minutes, and once when the time is up.
    if (used !== said && (used % 10 === 0 || used === Number(clock.dataset.minutes))) {
      document.querySelector(".clock-said").textContent = words;
      said = used;
    }
  }

  setInterval(tick, 1000);
})();
