"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const list = get("blocks");
  const items = [...list.children];
  const accounts = [...document.querySelectorAll("#reasons tbody tr")].map((row) => ({
    role: row.dataset.role,
    cleaner: row.dataset.cleaner,
    reason: row.dataset.reason,
    words: row.querySelector(".why").textContent,
    kept: "kept" in row.dataset,
  }));
  const elements = JSON.parse(get("elements").textContent);
  const texts = items.map((item) => item.lastElementChild.textContent.toLowerCase());

  // The details of a block, made when they are asked for.

  const path = (node) => {
    const names = [];
    let hidden = false;
    for (let at = node; at >= 0; at = elements[at][0]) {
      names.push(elements[at][1]);
      hidden ||= Boolean(elements[at][2]);
    }
    const far = names.length > 6;
    const shown = far ? names.slice(0, 6) : names;
    return (far ? "… > " : "") + shown.reverse().join(" > ") + (hidden ? " (hidden on the page)" : "");
  };
  const details = (item) => {
    const data = item.dataset;
    const account = accounts[data.k];
    const place = Number(item.id.slice(1));
    const facts = make("dl");
    const add = (name, ...parts) => {
      const row = make("div");
      const value = make("dd");
      value.append(...parts);
      row.append(make("dt", name), value);
      facts.append(row);
    };
    add("Decision", `${account.kept ? "kept as" : "put aside as"} ${account.role}`);
    add("Cleaner", make("code", account.cleaner));
    add("Why", account.words + " ", make("code", account.reason));
    if (data.e) add("Evidence", make("q", data.e));
    if (data.s) {
      const meter = make("span", "", "score");
      meter.style.setProperty("--score", data.s);
      const doubt = "d" in data ? ": the rule overruled it" : "";
      add("Scorer", meter, ` ${data.s} belief that it is main text${doubt}`);
    }
    if (data.n) add("Element", make("code", path(Number(data.n))));
    const where = [`block ${place + 1} of ${items.length}`];
    if (account.kept) {
      const link = make("a", "in the clean text");
      link.href = `#t${place}`;
      where.push(", ", link);
    }
    add("Place", ...where);
    return facts;
  };
  const toggle = (item, open) => {
    const button = item.firstElementChild;
    const isOpen = button.getAttribute("aria-expanded") === "true";
    if (open === isOpen) return;
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) item.lastElementChild.remove();
    else item.append(details(item));
  };
  for (const item of items) item.firstElementChild.setAttribute("aria-expanded", "false");
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (!item || event.target.closest("dl")) return;
    if (event.target.tagName !== "BUTTON" && String(getSelection())) return;
    toggle(item);
  });

  // Filters

  const roles = [...document.querySelectorAll(".legend input")];
  const search = get("search");
  const cleaner = get("cleaner");
  const disputed = get("disputed");
  let only = -1;
  const mark = (words) => {
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete("found");
    if (!words) return;
    const ranges = [];
    items.forEach((item, index) => {
      const text = item.children[1].firstChild;
      for (let at = texts[index].indexOf(words); at >= 0 && ranges.length < 2000; ) {
        if (item.hidden || at + words.length > text.length) break;
        const range = new Range();
        range.setStart(text, at);
        range.setEnd(text, at + words.length);
        ranges.push(range);
        at = texts[index].indexOf(words, at + words.length);
      }
    });
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  const apply = () => {
    const wanted = new Set(roles.filter((box) => box.checked).map((box) => box.value));
    const words = search.value.trim().toLowerCase();
    let shown = 0;
    items.forEach((item, index) => {
      const account = accounts[item.dataset.k];
      item.hidden = !(
        wanted.has(account.role) &&
        (!cleaner.value || account.cleaner === cleaner.value) &&
        (only < 0 || Number(item.dataset.k) === only) &&
        (!disputed.checked || "d" in item.dataset) &&
        texts[index].includes(words)
      );
      shown += !item.hidden;
    });
    mark(words);
    const all = shown === items.length;
    const number = (n) => n.toLocaleString("en");
    get("count").textContent = all
      ? `${number(shown)} blocks`
      : `${number(shown)} of ${number(items.length)} blocks`;
    list.classList.toggle("filtered", !all);
    get("reset").hidden = all;
    get("nothing").hidden = shown > 0 || !items.length;
  };
  const showAll = () => {
    for (const box of roles) box.checked = true;
    search.value = cleaner.value = "";
    disputed.checked = false;
    only = -1;
    apply();
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  search.form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  for (const control of [...roles, cleaner, disputed]) control.addEventListener("change", apply);
  get("reset").addEventListener("click", () => {
    showAll();
    search.focus();
  });
  document.querySelector(".quick").addEventListener("click", (event) => {
    const show = event.target.dataset.show;
    if (!show) return;
    for (const box of roles) {
      box.checked = show === "all" || (show === "kept") === ("kept" in box.dataset);
    }
    apply();
  });
  get("reasons").addEventListener("click", (event) => {
    if (!event.target.classList.contains("only")) return;
    showAll();
    only = [...document.querySelectorAll("#reasons .only")].indexOf(event.target);
    apply();
    view("page");
    get("page").scrollIntoView();
  });

  // One part of the report at a time; beside the page where there is room.

  const links = [...document.querySelectorAll("nav a")];
  const wide = matchMedia("(min-width: 60rem)");
  let present = "text";
  const view = (name) => {
    if (name === "page" && wide.matches) return;
    present = name;
    for (const link of links) {
      const target = link.hash.slice(1);
      const here = target === name;
      if (here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      get(target).classList.toggle("away", !here && !(target === "page" && wide.matches));
    }
  };
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      view(link.hash.slice(1));
    });
  }
  wide.addEventListener("change", () => view(wide.matches && present === "page" ? "text" : present));
  view(wide.matches ? "text" : "page");

  // Addresses: #b12 is a block, #t12 its words in the clean text.

  const follow = () => {
    const target = /^#[bt]\d+$/.test(location.hash) && get(location.hash.slice(1));
    if (!target) return;
    if (target.parentElement === list) {
      if (target.hidden) showAll();
      view("page");
      toggle(target, true);
      target.firstElementChild.focus({ preventScroll: true });
    } else view("text");
    target.scrollIntoView({ block: "center" });
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    target.classList.add("here");
  };
  addEventListener("hashchange", follow);
  follow();
  get("text").addEventListener("click", (event) => {
    const words = event.target.closest("p[id]");
    if (words && !String(getSelection())) location.hash = `b${words.id.slice(1)}`;
  });

  // Keys

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      view("page");
      search.focus();
    }
    const item = event.target.closest(".blocks > li");
    if (!item || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
    let next = item[step];
    while (next?.hidden) next = next[step];
    next?.firstElementChild.focus();
  });
})();
