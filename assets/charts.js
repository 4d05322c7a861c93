// Charts are drawn by the small plotly bundle, fetched when a page first holds one. Dash would set
// the address of the whole of plotly here; it is made to keep ours.
const bundle = "/assets/vendor/plotly-basic.min.js?v=4.1.1";
Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => bundle, set: () => {} });

// A measure's page will hold a chart: fetch the bundle while the page itself is being asked for.
if (location.pathname.startsWith("/measures/")) {
  const ahead = document.createElement("link");
  ahead.rel = "preload";
  ahead.as = "script";
  ahead.href = bundle;
  document.head.append(ahead);
}
