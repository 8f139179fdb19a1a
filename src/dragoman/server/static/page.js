"use strict";
(function () {
  const EVERY = 3000;

  // The reviewer's name is kept in this browser alone, and sent only with a judgement.
  for (const input of document.querySelectorAll("[data-keep]")) {
    const key = "dragoman-" + input.dataset.keep;
    input.value = localStorage.getItem(key) || "";
    input.addEventListener("change", () => localStorage.setItem(key, input.value));
  }

  async function ask(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : null;
  }

  // New reports: say so, and let the reader decide when the page changes.
  const ledger = document.getElementById("ledger");
  if (ledger) {
    const news = document.getElementById("news");
    const look = async () => {
      const now = await ask("/api/status").catch(() => null);
      if (now && now.stamp !== ledger.dataset.stamp) {
        ledger.dataset.stamp = now.stamp;
        const link = document.createElement("a");
        link.href = location.href;
        link.textContent = "Show them";
        news.replaceChildren("The ledger has changed: " + now.entries + " entries from " + now.reports + " reports. ", link);
        news.hidden = false;
      }
      setTimeout(look, EVERY);
    };
    setTimeout(look, EVERY);
  }

  const upload = document.getElementById("upload");
  if (upload && !["done", "failed"].includes(upload.dataset.state)) {
    const look = async () => {
      const now = await ask("/api/uploads/" + upload.dataset.id).catch(() => null);
      if (now && now.state !== upload.dataset.state) { location.reload(); return; }
      if (now) {
        upload.querySelector("progress").value = now.done;
        upload.querySelector(".counts").textContent = now.done + " of " + now.total + " inputs";
      }
      setTimeout(look, 1000);
    };
    setTimeout(look, 1000);
  }

  // Two reports side by side: what both tell is outlined in both.
  for (const told of document.querySelectorAll(".sides .told")) {
    const same = () => document.querySelectorAll('.sides .told[data-entry="' + CSS.escape(told.dataset.entry) + '"]');
    told.addEventListener("mouseenter", () => same().forEach((one) => one.classList.add("here")));
    told.addEventListener("mouseleave", () => same().forEach((one) => one.classList.remove("here")));
  }
})();
