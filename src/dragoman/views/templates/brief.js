"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const lines = [...document.querySelectorAll(".line")];
  // The last groups first: an issue before the party that holds it.
  const groups = [...document.querySelectorAll("[data-group]")].reverse();
  const words = new Map(lines.map((line) => [line, line.querySelector("summary").textContent.toLowerCase()]));
  const heads = new Map(lines.map((line) => [line, headings(line)]));
  const find = byId("find"), status = byId("status"), found = byId("found"), openAll = byId("open-all");

  function headings(line) {
    const said = [];
    for (let group = line.closest("[data-group]"); group; group = group.parentElement.closest("[data-group]")) {
      said.push(group.querySelector("h3, h4").textContent.toLowerCase());
    }
    return said.join(" ");
  }

  function sift() {
    const wanted = find.value.trim().toLowerCase(), only = status.value;
    let shown = 0;
    for (const line of lines) {
      const told = !wanted || words.get(line).includes(wanted) || heads.get(line).includes(wanted);
      const right = !only || line.dataset.status === only;
      line.toggleAttribute("data-out", !(told && right));
      shown += told && right ? 1 : 0;
    }
    for (const group of groups) {
      group.toggleAttribute("data-out", !group.querySelector(".line:not([data-out])"));
    }
    found.textContent = wanted || only ? shown + " of " + lines.length + " lines" : "";
  }

  function reveal() {
    const target = location.hash ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    if (!target) { return; }
    if (target.closest("[data-out]")) { find.value = ""; status.value = ""; sift(); }
    if (target.tagName === "DETAILS") { target.open = true; }
    target.scrollIntoView();
  }

  function toggleAll() {
    const open = openAll.getAttribute("aria-pressed") !== "true";
    for (const part of document.querySelectorAll(".line > details")) { part.open = open; }
    openAll.setAttribute("aria-pressed", String(open));
    openAll.textContent = open ? "Close all lines" : "Open all lines";
  }

  find.addEventListener("input", sift);
  status.addEventListener("change", sift);
  openAll.addEventListener("click", toggleAll);
  window.addEventListener("hashchange", reveal);
  document.querySelector(".tools").hidden = false;
  reveal();
})();
