// What is folded on a phone stands open on a wide screen.
(() => {
  // On a wide screen what helps at the door stands open; on a phone a tap opens it.
  if (matchMedia("(min-width: 60rem)").matches) {
    for (const details of document.querySelectorAll(".item details:not(.near), .filters details")) details.open = true;
  }
  // What a link leads to must be seen, also where it lies in a fold.
  const unfold = () => {
    const there = document.querySelector(":target");
    const fold = there?.closest("details:not([open])");
    if (fold) {
      fold.open = true;
      there.scrollIntoView();
    }
  };
  addEventListener("hashchange", unfold);
  unfold();
  // The sheet with the other pages goes when it is left: by Escape, by the keyboard's focus, by the way back to this page.
  const sheet = document.querySelector(".rest details");
  if (!sheet) return; // the journal's own frame
  const close = () => { sheet.open = false; };
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !sheet.open) return;
    close();
    sheet.querySelector("summary").focus();
  });
  sheet.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !sheet.contains(event.relatedTarget)) close();
  });
  addEventListener("pagehide", close);
})();
