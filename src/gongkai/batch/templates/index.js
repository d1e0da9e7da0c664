"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const number = (n) => n.toLocaleString("zh-CN");
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const VERDICTS = data.verdicts.map(([id, name], rank) => ({ id, name, rank }));
  const LEVELS = data.levels.map(([id]) => id);
  const LEVEL_NAMES = new Map(data.levels);
  const PRINTED = 2000;
  const BROKEN = new Set(["error", "timeout", "killed"]);

  /* ---- what there is ---- */

  const byName = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const AGENCIES = data.agencies.map(([id, name, level]) => ({ id, name, level, text: plain(`${name} ${id}`) }));
  AGENCIES.slice().sort((a, b) => byName(a.name, b.name) || (a.id < b.id ? -1 : 1))
    .forEach((agency, rank) => { agency.rank = rank; });
  const ROWS = data.rows.map(([agency, year, verdict, links, causes, message]) => (
    { agency: AGENCIES[agency], year, verdict: VERDICTS[verdict], links, causes, message }));
  const distinct = (values) => [...new Set(values)].sort((a, b) => a - b);
  const YEARS = distinct(ROWS.map((row) => row.year));
  const PRESENT = VERDICTS.filter((verdict) => ROWS.some((row) => row.verdict === verdict));

  /* ---- what is asked for; it stands in the address, so that Back finds it again ---- */

  const BLANK = { q: "", year: "", level: "", cause: "", verdict: "", sort: "name", down: "", page: "1", size: "50" };
  const FACETS = ["year", "level", "cause", "verdict"];
  let asked = { ...BLANK };

  const readAddress = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    asked = { ...BLANK };
    for (const name of Object.keys(BLANK)) if (given.has(name)) asked[name] = given.get(name);
    for (const name of FACETS) if (!OPTIONS[name].includes(asked[name])) asked[name] = "";
    if (!Object.hasOwn(ORDERS, asked.sort)) asked.sort = "name";
    if (![...$("size").options].some((option) => option.value === asked.size)) asked.size = "50";
  };

  const writeAddress = () => {
    const given = Object.entries(asked).filter(([name, value]) => value !== BLANK[name]);
    const hash = new URLSearchParams(given).toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname);
  };

  /* ---- finding, counting, sorting: one look at every row ---- */

  const FITS = {
    year: (row) => String(row.year) === asked.year,
    level: (row) => row.agency.level === asked.level,
    cause: (row) => row.causes.some((cause) => data.causes[cause][0] === asked.cause),
    verdict: (row) => row.verdict.id === asked.verdict,
  };
  const OPTIONS = {
    year: YEARS.map(String),
    level: LEVELS.filter((level) => AGENCIES.some((agency) => agency.level === level)),
    cause: data.causes.map(([id]) => id),
    verdict: PRESENT.map((verdict) => verdict.id),
  };

  /* What is counted for a facet fits everything asked for but that facet itself. */
  const look = () => {
    const words = plain(asked.q).split(/\s+/).filter(Boolean);
    const set = FACETS.filter((facet) => asked[facet]);
    const found = [];
    const but = { year: [], level: [], cause: [], verdict: [] };
    for (const row of ROWS) {
      if (!words.every((word) => row.agency.text.includes(word))) continue;
      let missed = "";
      let often = 0;
      for (const facet of set) {
        if (!FITS[facet](row)) { missed = facet; often += 1; }
      }
      if (often === 0) found.push(row);
      else if (often === 1) but[missed].push(row);
    }
    return { found, year: found.concat(but.year), cause: found.concat(but.cause), verdict: found.concat(but.verdict) };
  };

  const tally = (rows, key) => {
    const counts = new Map();
    for (const row of rows) counts.set(key(row), (counts.get(key(row)) || 0) + 1);
    return counts;
  };

  const NONE = 1e9;
  const ORDERS = {
    name: (row) => row.agency.rank,
    year: (row) => row.year,
    level: (row) => (LEVELS.indexOf(row.agency.level) + 1 || NONE),
    verdict: (row) => row.verdict.rank,
    cause: (row) => (row.causes.length ? Math.min(...row.causes) : NONE),
  };

  const sorted = (rows) => {
    const key = ORDERS[asked.sort];
    const sign = asked.down ? -1 : 1;
    return rows.sort((a, b) => sign * (key(a) - key(b)) || a.agency.rank - b.agency.rank || b.year - a.year);
  };

  /* ---- putting it on the page; every text as text ---- */

  const made = (tag, given = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const SVG = "http://www.w3.org/2000/svg";
  const drawn = (tag, given, ...children) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const tone = (verdict) => (BROKEN.has(verdict.id) ? "broken" : verdict.id);

  const shownRow = (row) => {
    const { agency, year } = row;
    const links = row.links.map((link) => {
      const [file, label] = data.links[link];
      const href = `${encodeURIComponent(agency.id)}/${year}/${encodeURIComponent(file)}`;
      return made("a", { href, "aria-label": `${label}：${agency.name}${year}年` }, label);
    });
    const causes = row.causes.map((cause) => made("span", { class: "rule" }, data.causes[cause][1]));
    if (row.message) causes.push(made("span", { class: "message" }, row.message));
    return made("tr", { role: "row" },
      made("th", { role: "rowheader", scope: "row", class: "name" }, agency.name, made("small", {}, agency.id)),
      made("td", { role: "cell", class: "year" }, String(year)),
      made("td", { role: "cell", class: "level" }, LEVEL_NAMES.get(agency.level) || ""),
      made("td", { role: "cell", class: "verdict" }, made("span", { class: `badge ${tone(row.verdict)}` }, row.verdict.name)),
      made("td", { role: "cell", class: "cause" }, ...causes),
      made("td", { role: "cell", class: "links" }, ...links));
  };

  const showRows = (rows, from, to) => {
    const shown = rows.slice(from, to).map(shownRow);
    if (!shown.length) {
      shown.push(made("tr", { role: "row" }, made("td", { role: "cell", colspan: "6", class: "empty" }, "没有符合条件的报告。请放宽条件，或清除筛选。")));
    }
    $("reports").tBodies[0].replaceChildren(...shown);
  };

  const showVerdicts = (rows) => {
    const counts = tally(rows, (row) => row.verdict.id);
    for (const button of $("verdicts").children) {
      const id = button.dataset.verdict;
      button.querySelector("strong").textContent = number(id ? counts.get(id) || 0 : rows.length);
      button.setAttribute("aria-pressed", String(asked.verdict === id));
    }
  };

  const MOST_CAUSES = 6;
  const showCauses = (rows) => {
    const counts = new Map();
    for (const row of rows) for (const cause of row.causes) counts.set(cause, (counts.get(cause) || 0) + 1);
    const all = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const ranked = all.filter(([cause], place) => place < MOST_CAUSES || data.causes[cause][0] === asked.cause);
    const most = ranked.length ? ranked[0][1] : 1;
    const list = $("causes");
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.cause : null;
    list.replaceChildren(...ranked.map(([cause, count]) => {
      const [id, label] = data.causes[cause];
      const bar = drawn("svg", { viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
        drawn("rect", { width: (100 * count) / most, height: 1 }));
      const button = made("button", { type: "button", "data-cause": id, "aria-pressed": String(asked.cause === id) },
        made("span", {}, label), " ", made("strong", {}, number(count)), bar);
      return made("li", {}, button);
    }));
    if (!ranked.length) list.replaceChildren(made("li", { class: "empty" }, "没有"));
    if (focused !== null) [...list.querySelectorAll("button")].find((b) => b.dataset.cause === focused)?.focus();
  };

  const HIGH = 232, FOOT = 22, HEAD = 18;
  const showYears = (rows) => {
    const svg = $("years").querySelector("svg");
    const WIDE = Math.max(240, svg.clientWidth);
    const all = tally(rows, (row) => row.year);
    const each = tally(rows, (row) => `${row.year} ${row.verdict.id}`);
    const counts = YEARS.map((year) => ({
      year,
      all: all.get(year) || 0,
      own: new Map(PRESENT.map((verdict) => [verdict.id, each.get(`${year} ${verdict.id}`) || 0])),
    }));
    const most = Math.max(1, ...counts.map((one) => one.all));
    const step = WIDE / Math.max(YEARS.length, 1);
    const wide = Math.min(56, step * 0.62);
    const bars = counts.map(({ year, own, all }, place) => {
      const middle = step * (place + 0.5);
      const faded = asked.year && asked.year !== String(year) ? " faded" : "";
      const bar = drawn("g", { class: `bar${faded}` });
      let top = HIGH - FOOT;
      for (const verdict of PRESENT) {
        const high = (own.get(verdict.id) / most) * (HIGH - FOOT - HEAD);
        if (!high) continue;
        top -= high;
        bar.append(drawn("rect", { x: middle - wide / 2, y: top, width: wide, height: high, class: tone(verdict) },
          drawn("title", {}, `${year}年 ${verdict.name} ${number(own.get(verdict.id))}`)));
      }
      bar.append(drawn("text", { x: middle, y: top - 5, class: "number" }, number(all)));
      bar.append(drawn("text", { x: middle, y: HIGH - 5 }, String(year)));
      return bar;
    });
    svg.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`);
    svg.replaceChildren(drawn("line", { x1: 0, x2: WIDE, y1: HIGH - FOOT, y2: HIGH - FOOT }), ...bars);
    const table = $("years").querySelector("table");
    const heads = ["年度", "合计", ...PRESENT.map((verdict) => verdict.name)];
    table.tHead.replaceChildren(made("tr", {}, ...heads.map((head) => made("th", { scope: "col" }, head))));
    table.tBodies[0].replaceChildren(...counts.map(({ year, own, all }) => made("tr", {},
      made("th", { scope: "row" }, `${year}年`), made("td", {}, number(all)),
      ...PRESENT.map((verdict) => made("td", {}, number(own.get(verdict.id)))))));
  };

  let shown = [];
  let pages = 1;
  const size = () => Number(asked.size);
  const show = () => {
    const fitting = look();
    shown = sorted(fitting.found);
    pages = Math.max(1, Math.ceil(shown.length / size()));
    const page = Math.min(Math.max(1, Math.floor(Number(asked.page)) || 1), pages);
    asked.page = String(page);
    const from = (page - 1) * size();
    const to = Math.min(from + size(), shown.length);
    showRows(shown, from, to);
    showVerdicts(fitting.verdict);
    showCauses(fitting.cause);
    showYears(fitting.year);
    $("count").textContent = shown.length
      ? `共 ${number(shown.length)} 份，显示第 ${number(from + 1)}–${number(to)} 份` : "没有符合条件的报告";
    for (const name of ["q", "year", "level", "cause", "size"]) if ($(name).value !== asked[name]) $(name).value = asked[name];
    $("page").value = page;
    $("page").max = pages;
    $("pages").textContent = `/ ${number(pages)} 页`;
    for (const button of $("pager").querySelectorAll("button")) {
      const end = ["first", "previous"].includes(button.dataset.to) ? page === 1 : page === pages;
      button.setAttribute("aria-disabled", String(end));
    }
    for (const button of $("reports").querySelectorAll("button[data-sort]")) {
      const head = button.parentElement;
      if (button.dataset.sort === asked.sort) head.setAttribute("aria-sort", asked.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    writeAddress();
  };

  const ask = (changes) => {
    Object.assign(asked, { page: "1" }, changes);
    show();
  };

  /* ---- what people do ---- */

  const setUp = () => {
    const agencies = new Set(ROWS.map((row) => row.agency)).size;
    const span = YEARS.length > 1 ? `${YEARS[0]}—${YEARS[YEARS.length - 1]}年` : YEARS.map((year) => `${year}年`).join("");
    $("about").textContent = ROWS.length
      ? `政府信息公开工作年度报告，${number(agencies)} 个机关，${span}，共 ${number(ROWS.length)} 份` : "还没有报告";
    const labels = { year: (id) => `${id}年`, level: (id) => LEVEL_NAMES.get(id), cause: (id) => new Map(data.causes).get(id) };
    for (const [name, label] of Object.entries(labels)) {
      $(name).replaceChildren(made("option", { value: "" }, "全部"),
        ...OPTIONS[name].map((id) => made("option", { value: id }, label(id))));
      $(name).addEventListener("change", (event) => ask({ [name]: event.target.value }));
    }
    const all = { id: "", name: "全部" };
    $("verdicts").replaceChildren(...[all, ...PRESENT].map((verdict) => made("button",
      { type: "button", class: verdict.id ? tone(verdict) : "all", "data-verdict": verdict.id },
      made("span", {}, verdict.name), " ", made("strong", {}))));
    $("verdicts").addEventListener("click", (event) => {
      const id = event.target.closest("button")?.dataset.verdict;
      if (id !== undefined) ask({ verdict: asked.verdict === id ? "" : id });
    });
    $("causes").addEventListener("click", (event) => {
      const id = event.target.closest("button")?.dataset.cause;
      if (id !== undefined) ask({ cause: asked.cause === id ? "" : id });
    });
    $("q").addEventListener("input", (event) => ask({ q: event.target.value }));
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("reset", (event) => {
      event.preventDefault();
      ask({ q: "", year: "", level: "", cause: "", verdict: "" });
    });
    $("reports").tHead.addEventListener("click", (event) => {
      const sort = event.target.closest("button")?.dataset.sort;
      if (sort) ask({ sort, down: asked.sort === sort && !asked.down ? "1" : "" });
    });
    $("pager").addEventListener("click", (event) => {
      const to = event.target.closest("button")?.dataset.to;
      const page = Number(asked.page);
      const goal = { first: 1, previous: page - 1, next: page + 1, last: pages }[to];
      if (goal >= 1 && goal <= pages && goal !== page) ask({ page: String(goal) });
    });
    $("page").addEventListener("change", (event) => ask({ page: event.target.value }));
    $("size").addEventListener("change", (event) => ask({ size: event.target.value }));
    window.addEventListener("resize", () => showYears(look().year));
    window.addEventListener("hashchange", () => { readAddress(); show(); });
    window.addEventListener("beforeprint", () => showRows(shown, 0, PRINTED));
    window.addEventListener("afterprint", show);
  };

  setUp();
  readAddress();
  $("app").hidden = false;
  show();
})();
