"use strict";
// The page is whole without this script. It adds sorting, finding and tips, and reads nothing but the page itself.
(() => {
  const key = (row, column) => row.cells[column].dataset.key ?? null;
  const sort = (table, heading) => {
    const sign = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const rows = [...table.tBodies[0].rows].map((row) => [row, key(row, heading.cellIndex)]);
    const numeric = rows.every(([, value]) => value === null || !Number.isNaN(Number(value)));
    rows.sort(([, one], [, other]) => {
      if (one === null || other === null) return (one === null) - (other === null);
      return sign * (numeric ? Number(one) - Number(other) || 0 : one.localeCompare(other, "en"));
    });
    table.tBodies[0].append(...rows.map(([row]) => row));
  };
  for (const table of document.querySelectorAll("table[data-sort]")) {
    const first = table.tBodies[0].rows[0];
    for (const heading of first ? table.tHead.rows[0].cells : []) {
      if (![...table.tBodies[0].rows].some((row) => key(row, heading.cellIndex) !== null)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading));
      heading.append(button);
    }
  }

  const filter = document.getElementById("filter");
  const table = document.querySelector("#status table");
  if (filter && table) {
    const [find, state, found] = ["find", "state", "found"].map((id) => document.getElementById(id));
    const rows = [...table.tBodies[0].rows];
    const apply = () => {
      const wanted = find.value.trim().toLowerCase();
      for (const row of rows) {
        const text = row.cells[0].textContent.toLowerCase();
        row.hidden = !text.includes(wanted) || (state.value !== "" && row.dataset.state !== state.value);
      }
      found.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} shown`;
    };
    find.addEventListener("input", apply);
    state.addEventListener("change", apply);
    filter.hidden = false;
    apply();
  }

  // A tip says what a heading means, to the pointer and to the keyboard; Escape takes it away.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  const hide = () => {
    tip.hidden = true;
    document.querySelector("[aria-describedby=tip]")?.removeAttribute("aria-describedby");
  };
  const show = (on, text) => {
    hide();
    tip.textContent = text;
    tip.hidden = false;
    on.setAttribute("aria-describedby", "tip");
    const box = on.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(left, 8) + window.scrollX}px`;
    tip.style.top = `${box.bottom + window.scrollY + 6}px`;
  };
  for (const heading of document.querySelectorAll("thead th[title]")) {
    const text = heading.title;
    const on = heading.querySelector("button");
    if (!on) continue;
    heading.removeAttribute("title");
    for (const event of ["mouseenter", "focus"]) on.addEventListener(event, () => show(on, text));
    for (const event of ["mouseleave", "blur"]) on.addEventListener(event, hide);
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  // Paper has no triangle to click on.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  // A box that scrolls can be reached by the keyboard; one that does not is no stop on the way.
  const reach = () => {
    for (const box of document.querySelectorAll(".scroll")) {
      const name = box.querySelector("caption")?.textContent ?? "Table";
      const now = { tabindex: "0", role: "region", "aria-label": `${name} (scrolls sideways)` };
      for (const [attribute, value] of Object.entries(now)) {
        if (box.scrollWidth > box.clientWidth) box.setAttribute(attribute, value);
        else box.removeAttribute(attribute);
      }
    }
  };
  window.addEventListener("resize", reach);
  reach();
})();
