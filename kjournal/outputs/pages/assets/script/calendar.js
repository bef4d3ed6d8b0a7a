// The calendar's switches stay as they were left, on this device.
(() => {
  const switches = [...document.querySelectorAll(".switches input")];
  const name = (box) => box.parentNode.textContent.trim();
  const KEY = "kjournal-calendar-off";
  if (!switches.length) return;
  try {
    const off = new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
    for (const box of switches) box.checked = !off.has(name(box));
    document.addEventListener("change", (event) => {
      if (!switches.includes(event.target)) return;
      off[event.target.checked ? "delete" : "add"](name(event.target));
      localStorage.setItem(KEY, JSON.stringify([...off]));
    });
  } catch {
    // a browser that keeps nothing for files: all are shown
  }
})();
