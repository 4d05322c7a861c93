// Forms that write something down, and the native controls that Dash does not have.
(function () {
  "use strict";

  const options = (groups) => groups.map(([heading, offered]) => {
    const all = offered.map(([value, words]) =>
      React.createElement("option", { key: value, value }, words));
    return heading ? React.createElement("optgroup", { key: heading, label: heading }, all) : all;
  });
  window.surgery = {
    Control: ({ element, given, options: groups }) =>
      React.createElement(element, given, groups ? options(groups) : undefined),
  };

  const LOST = "Not saved: the connection was lost. Your words are still here; send again.";

  // What was wrong stands at the head of the form, and the keyboard goes there.
  function say(form, parts) {
    const problem = form.querySelector(".problem");
    problem.replaceChildren(...parts);
    problem.focus();
  }

  function sentence(words) {
    const p = document.createElement("p");
    p.textContent = words;
    return p;
  }

  // The answer to a form that was not kept is the same form, as a page: what it says is shown here.
  function show(form, text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const answer = page.querySelector("form[data-send]");
    if (!answer) return say(form, [sentence(`Not saved. ${page.body.textContent.trim()}`)]);
    form.querySelectorAll(".wrong").forEach((place) => {
      const wrong = answer.querySelector(`#${CSS.escape(place.id)}`);
      place.textContent = wrong ? wrong.textContent : "";
      const control = document.getElementById(place.id.replace(/-problem$/, ""));
      if (place.textContent) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    });
    answer.querySelectorAll("input[type=hidden]").forEach((kept) => {
      const own = form.querySelector(`input[type=hidden][name="${kept.name}"]`);
      if (own) own.value = kept.value;
    });
    say(form, [...answer.querySelector(".problem").childNodes]);
  }

  function written(form, url) {
    form.reset();
    if (!window.dash_clientside) window.location.assign(url);
    else if (url === window.location.href) window.location.reload();
    else window.dash_clientside.set_props("go-to", { href: url });
  }

  // The page that answers a form sent without this script.
  document.addEventListener("DOMContentLoaded", () => {
    const problem = document.querySelector(".problem:not(:empty)");
    if (problem) problem.focus();
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-send]")) return;
    event.preventDefault();
    if ("sending" in form.dataset) return;
    form.dataset.sending = "";
    const button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-disabled", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)),
      });
      const text = await answer.text();
      if (answer.ok) written(form, answer.url);
      else show(form, text);
    } catch {
      say(form, [sentence(LOST)]);
    } finally {
      delete form.dataset.sending;
      button.removeAttribute("aria-disabled");
    }
  });
})();
