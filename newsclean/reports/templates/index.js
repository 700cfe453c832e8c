"use strict";
(() => {
  const body = document.querySelector("#pages tbody");
  const rows = [...body.rows];
  const heads = [...document.querySelectorAll("#pages thead th")];
  const texts = rows.map((row) => row.cells[0].textContent.toLowerCase());
  const value = (row, column) => row.cells[column].dataset.v;
  const collator = new Intl.Collator(undefined, { numeric: true });

  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const named = column === 0;
      const first = named ? "ascending" : "descending";
      const second = named ? "descending" : "ascending";
      const order = head.getAttribute("aria-sort") === first ? second : first;
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const compare = named
        ? (a, b) => collator.compare(value(a, column), value(b, column))
        : (a, b) => value(a, column) - value(b, column);
      body.append(...[...rows].sort((a, b) => sign * compare(a, b)));
    });
  });

  const search = document.getElementById("search");
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !texts[index].includes(words);
      shown += !row.hidden;
    });
    const number = (n) => n.toLocaleString("en");
    document.getElementById("count").textContent =
      shown === rows.length
        ? `${number(shown)} pages`
        : `${number(shown)} of ${number(rows.length)} pages`;
  });
})();
