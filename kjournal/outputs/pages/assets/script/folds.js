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
})();
