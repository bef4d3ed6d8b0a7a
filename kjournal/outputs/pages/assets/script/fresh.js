// A page that is served is loaded again when it was made anew. From a file or another host nothing is asked.
(() => {
  if (!location.protocol.startsWith("http") || !window.EventSource) return;
  const files = [location.pathname, new URL("style.css", document.currentScript.src).pathname];
  const query = files.map((path) => `path=${encodeURIComponent(decodeURIComponent(path))}`).join("&");
  let known = "";
  let stream = null;

  // Whoever stands at the top stays there: what comes above what was read first is news, and must not be scrolled away.
  const again = () => {
    if (scrollY === 0) history.scrollRestoration = "manual";
    location.reload();
  };
  if (history.scrollRestoration === "manual") {
    addEventListener("load", () => {
      scrollTo(0, 0);
      addEventListener("scroll", () => { history.scrollRestoration = "auto"; }, { once: true });
    });
  }

  // Only while it is looked at: every open stream takes one of the few connections a browser makes to a server.
  const listen = () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else if (!stream || stream.readyState === EventSource.CLOSED) {
      stream = new EventSource(`/-/changes?${query}`);
      stream.onmessage = (event) => {
        if (known && event.data !== known) again();
        if (!known) notesAreElsewhere();
        known = event.data;
      };
    }
  };

  // The server gives pages and feeds, never notes: their paths are shown without a link that leads nowhere.
  const notesAreElsewhere = () => {
    for (const link of document.querySelectorAll("a.note")) {
      if (link.classList.contains("open")) link.remove();
      else link.removeAttribute("href");
    }
  };

  document.addEventListener("visibilitychange", listen);
  listen();
})();
