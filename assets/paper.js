// What the edges of every printed sheet say (assets/surgery.css, @page): taken from the page as it
// stands when it is printed.
(function () {
  "use strict";

  addEventListener("beforeprint", () => {
    const page = document.querySelector(".surgery");
    if (!page) return;
    const heading = document.querySelector("h1");
    const words = {
      title: heading ? heading.textContent : "",
      marking: page.dataset.marking || "",
      "as-at": page.dataset.asAt || "",
      "made-up": document.querySelector(".made-up") ? "  ·  Made up" : "",
    };
    for (const [name, text] of Object.entries(words)) {
      document.documentElement.style.setProperty(`--paper-${name}`, JSON.stringify(text));
    }
    // A chart as wide as a desk is cut by a sheet: between its margins and the card's there are 680.
    charts((chart) => chart.clientWidth > 680 && window.Plotly.relayout(chart, { width: 680 }));
  });
  addEventListener("afterprint", () => charts((chart) => {
    window.Plotly.relayout(chart, { width: null, autosize: true });
  }));

  function charts(change) {
    if (window.Plotly) document.querySelectorAll(".js-plotly-plot").forEach(change);
  }
})();
