// What is folded on a phone stands open on a wide screen.
(() => {
  // On a wide screen what helps at the door stands open; on a phone a tap opens it.
  if (matchMedia("(min-width: 60rem)").matches) {
    for (const details of document.querySelectorAll(".item details:not(.near), .filters details")) details.open = true;
  }
})();
