"use strict";
(() => {
  const table = document.getElementById("atlas"), body = table.tBodies[0], told = document.getElementById("told");
  const rows = [...body.rows];
  const key = (row, column) => { const cell = row.cells[column]; return cell.dataset.sort !== undefined ? -Number(cell.dataset.sort) : cell.textContent.trim().toLowerCase(); };
  table.tHead.addEventListener("click", (event) => {
    const heading = event.target.closest("th");
    if (!heading) return;
    const back = heading.getAttribute("aria-sort") === "ascending";
    for (const one of table.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", back ? "descending" : "ascending");
    const column = heading.cellIndex;
    const keyed = rows.map((row) => [key(row, column), row]);
    keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0) * (back ? -1 : 1));
    body.append(...keyed.map(([, row]) => row));
  });
  const filter = () => {
    const words = document.getElementById("words").value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) { row.hidden = Boolean(words) && !row.textContent.toLowerCase().includes(words); shown += !row.hidden; }
    told.textContent = `${shown} of ${rows.length}`;
  };
  document.getElementById("words").addEventListener("input", filter);
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
