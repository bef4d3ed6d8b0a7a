// The distance beside a day: 3 days ago, tomorrow.
(() => {
  const root = document.documentElement;
  const DAY = 86400000;

  // Days are counted from the journal's pinned day, else from today in the journal's time zone.
  const today = (() => {
    if (root.dataset.today) return Date.parse(root.dataset.today);
    try {
      return Date.parse(new Intl.DateTimeFormat("sv-SE", { timeZone: root.dataset.zone }).format(new Date()));
    } catch {
      return Date.parse(new Date().toISOString().slice(0, 10));
    }
  })();

  // 今天, 明天, 3天前: in the language of the page.
  const words = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });
  const distance = (days) => {
    const far = Math.abs(days);
    if (far < 60) return words.format(days, "day");
    if (far < 700) return words.format(Math.round(days / 30.44), "month");
    return words.format(Math.round(days / 365.25), "year");
  };
  const tell = (where) => {
    for (const time of where.querySelectorAll("time.far")) {
      const days = Math.round((Date.parse(time.dateTime) - today) / DAY);
      if (Number.isNaN(days)) continue;
      const span = document.createElement("span");
      span.className = "ago";
      span.textContent = distance(days);
      time.after(" ", span);
    }
  };
  tell(document);
  document.addEventListener("drawn", (event) => tell(event.target)); // rows that the search added
})();
