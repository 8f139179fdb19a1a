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

  // Drawing over the days of the chart shows those days: the same address as its links lead to.
  for (const chart of document.querySelectorAll(".zoomed")) {
    const { first, days, from, to } = chart.dataset;
    const svg = chart.querySelector("svg"), hint = chart.parentElement.querySelector(".zooms [hidden]");
    const links = chart.parentElement.querySelector(".zooms a");
    const drawn = document.createElement("div");
    drawn.className = "drawn";
    let start = null, end = null;
    hint.hidden = false;
    chart.append(drawn);

    const share = (event) => {
      const box = svg.getBoundingClientRect();
      return Math.min(Math.max(((event.clientX - box.left) / box.width - from) / (to - from), 0), 1);
    };
    const day = (at) => {
      const date = new Date(first + "T00:00:00Z");
      date.setUTCDate(date.getUTCDate() + Math.min(Math.floor(at * days), days - 1));
      return date.toISOString().slice(0, 10);
    };
    const far = () => start !== null && Math.abs(end - start) > 0.01;
    const show = () => {
      const box = svg.getBoundingClientRect(), width = (to - from) * box.width;
      drawn.hidden = !far();
      drawn.style.left = (svg.offsetLeft + from * box.width + Math.min(start, end) * width) + "px";
      drawn.style.width = (Math.abs(end - start) * width) + "px";
    };
    chart.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) { start = end = share(event); }
    });
    chart.addEventListener("dragstart", (event) => event.preventDefault());
    window.addEventListener("pointermove", (event) => {
      if (start !== null) { end = share(event); show(); }
    });
    window.addEventListener("pointerup", () => {
      if (far()) {
        const address = new URL(links.href);
        address.searchParams.set("since", day(Math.min(start, end)));
        address.searchParams.set("until", day(Math.max(start, end)));
        location.href = address.href;
        // The click that ends the drawing must not follow the bar beneath.
        chart.addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
      }
      start = null;
    });
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
