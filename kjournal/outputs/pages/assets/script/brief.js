// What is cut so that a brief fits on a phone's screen opens on a tap, and by the keyboard on its first word.
(() => {
  const rows = document.querySelectorAll(".brief .hours, .door > div");
  const hidden = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
  const CUT = "li, .goods, .run, .ordered, .beside a";
  const isCut = (row) => (row.matches(".hours") ? hidden(row) : [...row.querySelectorAll(CUT)].some((one) => getComputedStyle(one).overflow === "hidden" && hidden(one)));

  const turn = (row) => {
    const open = row.classList.toggle("unfolded");
    row.querySelector("button").setAttribute("aria-expanded", open);
  };
  const mark = (row) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    const label = row.querySelector("dt") ?? row;
    button.append(...label.childNodes);
    label.append(button);
    row.classList.add("cut");
    row.addEventListener("click", (event) => {
      if (!event.target.closest("a") && !String(getSelection())) turn(row);
    });
  };
  const look = () => {
    for (const row of rows) if (!row.matches(".cut") && isCut(row)) mark(row);
  };
  look();
  addEventListener("resize", look);
})();
