// A page that is served is loaded again when it was made anew.
(() => {
  // Served by `kjournal serve`: reload when this page was made anew. From a file or another host nothing is asked.
  if (location.protocol.startsWith("http")) {
    const parts = [location.pathname, new URL("style.css", document.currentScript.src).pathname];
    const query = parts.map((path) => `path=${encodeURIComponent(decodeURIComponent(path))}`).join("&");
    let known = "";
    const ask = async () => {
      if (document.hidden) return true;
      const answer = await fetch(`/-/version?${query}`, { cache: "no-store" });
      if (!answer.ok) return false;
      const version = await answer.text();
      if (known && version !== known) location.reload();
      if (!known) notesAreElsewhere();
      known = version;
      return true;
    };
    const again = async () => {
      let goOn = true;
      try {
        goOn = await ask();
      } catch {
        goOn = known !== ""; // the server was stopped, perhaps to be started again
      }
      if (goOn) setTimeout(again, 1500);
    };
    again();
  }

  // The server gives pages and feeds, never notes: their paths are shown without a link that leads nowhere.
  function notesAreElsewhere() {
    for (const link of document.querySelectorAll("a.note")) {
      if (link.classList.contains("open")) link.remove();
      else link.removeAttribute("href");
    }
  }
})();
