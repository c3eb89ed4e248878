/*
 * Раздел «Наставничество»: поведение. Без него всё читается, листается и печатается;
 * с ним фильтры складываются, вид запоминается, а прокручиваемое доступно с клавиатуры.
 */
(() => {
  "use strict";

  const root = document.documentElement;
  const find = (selector, scope = document) => scope.querySelector(selector);
  const findAll = (selector, scope = document) => [...scope.querySelectorAll(selector)];

  /** plural(5, ["практика", "практики", "практик"]) → «5 практик» */
  function plural(number, [one, few, many]) {
    const last = number % 10, tens = number % 100;
    if (last === 1 && tens !== 11) return `${number} ${one}`;
    return `${number} ${last > 1 && last < 5 && (tens < 12 || tens > 14) ? few : many}`;
  }

  /* ---------- Панель вида ---------- */
  // Применяет вид window.nvView из <head>: он успевает до первой отрисовки. Здесь — выбор и память.
  // Строка: имя, подпись, варианты [значение, текст]. Пустое значение — обычный вид.

  const CHOICES = [
    ["size", "Размер текста", [["", "Обычный, 100 %"], ["150", "Крупный, 150 %"], ["200", "Очень крупный, 200 %"]]],
    ["theme", "Цвета", [["", "Как на устройстве"], ["light", "Светлые"], ["dark", "Тёмные"], ["bw", "Чёрным по белому"],
      ["wb", "Белым по чёрному"], ["blue", "Синим по голубому"], ["beige", "Коричневым по бежевому"]]],
    ["gap", "Расстояние между буквами", [["", "Обычное"], ["1", "Больше"], ["2", "Самое большое"]]],
    ["line", "Расстояние между строками", [["", "Обычное"], ["1", "Больше"], ["2", "Самое большое"]]],
    ["face", "Шрифт", [["", "Без засечек"], ["serif", "С засечками"]]],
    ["img", "Изображения", [["", "Показывать"], ["off", "Скрыть"]]],
  ];

  function fieldset([name, title, options]) {
    const labels = options.map(([value, text]) => `<label><input type="radio" name="${name}" value="${value}">${text}</label>`);
    return `<fieldset><legend>${title}</legend><div class="seg">${labels.join("")}</div></fieldset>`;
  }

  function viewPanel() {
    const panel = find("#view"), box = find(".choices", panel), opener = find("header [data-view]");

    const show = view => findAll("input", box).forEach(input => { input.checked = input.value === (view[input.name] || ""); });
    const use = (view, message) => {
      remember(view);
      nvView(view);
      softHyphens();
      find("[role=status]", panel).textContent = message;
    };
    const toggle = () => {
      panel.hidden = !panel.hidden;
      opener.setAttribute("aria-expanded", !panel.hidden);
      if (panel.hidden) return opener.focus();
      panel.scrollIntoView({ block: "nearest" });
      find("input:checked", panel).focus();
    };

    box.insertAdjacentHTML("afterbegin", CHOICES.map(fieldset).join(""));
    show(nvView.chosen);
    findAll("[data-view]").forEach(button => button.addEventListener("click", toggle));
    panel.addEventListener("keydown", event => { if (event.key === "Escape") toggle(); });
    box.addEventListener("change", () => {
      const chosen = findAll("input:checked", box).filter(input => input.value).map(input => [input.name, input.value]);
      use(Object.fromEntries(chosen), "Вид страницы изменён и запомнен");
    });
    findAll("[data-usual]").forEach(button => button.addEventListener("click", () => {
      show({});
      use({}, "Обычный вид возвращён");
      if (!button.offsetParent) opener.focus();
    }));
  }

  // Слоги русских слов: за чем из этого можно перенести. Словарь переносов есть не в каждом браузере.
  const G = "[аеёиоуыэюя]", S = "[бвгджзклмнпрстфхцчшщ]";
  const SYLLABLE = new RegExp(`[йьъ](?=[а-яё])|${G}(?=${G}[а-яё])|${G}${S}(?=${S}${G})|${S}${G}(?=${S}${G})|${G}${S}(?=${S}{2}${G})|${G}${S}${S}(?=${S}{2}${G})`, "gi");

  const hyphenated = word => word.replace(SYLLABLE, (part, at) => {
    const place = at + part.length;
    return place < 3 || word.length - place < 3 ? part : `${part}\u00AD`;
  }).replace(/(на)(с)\u00AD(?=тав)/gi, "$1\u00AD$2");

  /** Неразрывный пробел остаётся между короткими («№ 28», «в школе»): в узком месте крупных букв всего семь. */
  const loosened = text => text.replace(/\u00A0/g, (space, at) => {
    const before = text.slice(0, at).match(/\S*$/)[0], after = text.slice(at + 1).match(/^\S*/)[0];
    return before.length + after.length > 7 || /[–—]$/.test(before) ? " " : space;
  });

  /** Крупные буквы не рвут слов: длинные получают места переноса, связанные друг с другом расходятся по строкам. */
  const asWritten = new Map();

  function softHyphens() {
    asWritten.forEach((data, text) => { text.data = data; });
    asWritten.clear();
    const { nvSize: size, nvGap: gap } = root.dataset;
    if (!size && !gap) return;
    const long = new RegExp(`[а-яё\u00AD]{${gap && size ? 6 : size === "200" ? 7 : 9},}`, "gi");
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      // Места переноса, что пришли со страницей, лучше наших; при широких буквах их мало.
      const data = loosened(text.data).replace(long, word => !gap && word.includes("\u00AD") ? word : hyphenated(word.replaceAll("\u00AD", "")));
      if (data === text.data || text.parentElement.closest("script, style, textarea, .scroll")) continue;
      asWritten.set(text, text.data);
      text.data = data;
    }
  }

  /** Адрес почты, если не входит в строку, делится за «@» и перед точкой. */
  function mailAddresses() {
    findAll("a[href^='mailto:']").forEach(link => {
      if (link.childElementCount) return;
      const parts = link.textContent.match(/\.?[^.@]+@?|[.@]/g) || [];
      link.replaceChildren(...parts.flatMap((part, at) => at ? [document.createElement("wbr"), part] : part));
    });
  }

  /** На телефоне крупными буквами меню сложено в одну кнопку. */
  function foldedMenu() {
    const button = find("[data-fold]");
    button.addEventListener("click", () => button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") === "false"));
  }

  function remember(view) {
    // В частном окне и при запрете хранилища вид просто живёт до перехода.
    try { localStorage["nv:view"] = JSON.stringify(view); } catch { /* не запомнится */ }
  }

  /** Полоса браузера на телефоне — того же цвета, что верх страницы в этой схеме. */
  function tintBrowser() {
    const meta = find("meta[name=theme-color]");
    const tint = () => { meta.content = getComputedStyle(root).getPropertyValue("--nv-brand2").trim(); };
    tint();
    new MutationObserver(tint).observe(root, { attributeFilter: ["data-nv-theme"] });
  }

  /** Подпись на месте картинки, когда изображения скрыты. */
  function imageCaptions() {
    findAll("main img[alt]:not([alt=''])").forEach(image => {
      const caption = document.createElement("span");
      caption.className = "alt";
      caption.textContent = `Изображение: ${image.alt}`;
      image.after(caption);
    });
  }

  /* ---------- Окна ---------- */

  function dialogs() {
    findAll("[data-open]").forEach(opener => opener.addEventListener("click", event => {
      const dialog = document.getElementById(opener.dataset.open);
      if (!dialog?.showModal) return;
      event.preventDefault();
      dialog.showModal();
      if (dialog.id === "find") searching(dialog);
    }));
    findAll("dialog").forEach(dialog => dialog.addEventListener("click", event => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    }));
  }

  /** Поиск: его скрипт приходит, когда окно открыли впервые. «/» открывает окно и в русской раскладке (там на ней точка). */
  let search;

  function searching(dialog) {
    const box = find("search", dialog);
    find("input", dialog).select();
    search ||= import(new URL(box.dataset.script, location.href)).then(({ start }) => start(dialog)).catch(() => {
      search = null;
      find("[role=status]", dialog).textContent = "Поиск не открылся: нет связи с сайтом. Обновите страницу или откройте нужный раздел из меню.";
    });
  }

  function slash() {
    const opener = find("[data-open=find]"), box = find("#find search");
    if (!opener) return;
    find("input", box).addEventListener("keydown", event => {
      if (event.key === "Enter") box.dataset.enter = ""; // спросили раньше, чем пришёл скрипт: он ответит, когда придёт
    });
    addEventListener("keydown", event => {
      const pressed = event.key === "/" || (event.code === "Slash" && event.key === ".");
      const busy = event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), textarea, select, dialog[open]");
      if (!pressed || busy || find("dialog[open]")) return;
      event.preventDefault();
      opener.click();
    });
  }

  /** Лист «Все разделы» повторяет карту раздела из подвала: все её группы, текущая страница отмечена и здесь. */
  function fillSheet() {
    const place = find("#sheet .sheet-n");
    if (!place) return;
    findAll("footer nav").forEach((group, number) => {
      const copy = document.createElement("nav"), title = document.createElement("h3");
      title.textContent = find("h2", group).textContent;
      title.id = `sheet-${number}`;
      copy.setAttribute("aria-labelledby", title.id);
      copy.append(title, find("ul", group).cloneNode(true));
      place.append(copy);
    });
  }

  /* ---------- Подбор ---------- */
  // Ярлыки — ссылки на готовые страницы. Если весь список здесь, ссылки складываются на месте и числа пересчитываются.
  // Если здесь часть (data-total больше показанного, ярлык выбран уже в HTML), пересчёт солгал бы: ссылки остаются ссылками.

  function facets() {
    const box = find(".facets"), found = find("#found");
    if (!box) return;
    if (!find("summary", box).checkVisibility()) box.open = true;

    const cards = findAll("#list [data-k]");
    const part = find("[aria-current]", box) || Number(found.dataset.total || 0) > cards.length;
    if ("filter" in box.dataset && !part) filter(box, found, cards);
    openChosen(box);
  }

  /** Выбранное не прячется за «ещё N» и в закрытой группе. */
  function openChosen(box) {
    findAll("[aria-current]", box).forEach(link => {
      for (let group = link.closest("details"); group && group !== box; group = group.parentElement.closest("details")) group.open = true;
    });
  }

  function filter(box, found, cards) {
    const links = findAll("a[data-f]", box), list = find("#list"), none = find("#none");
    const home = box.dataset.home, words = JSON.parse(found.dataset.words);
    const keys = new Map(cards.map(card => [card, new Set(card.dataset.k.split(" "))]));
    let chosen = Object.fromEntries(new URLSearchParams(location.search));

    const fits = (card, wanted) => Object.entries(wanted).every(([facet, value]) => keys.get(card).has(`${facet}:${value}`));
    const count = wanted => cards.filter(card => fits(card, wanted)).length;
    const address = wanted => {
      const query = new URLSearchParams(wanted).toString();
      return query ? `${home}?${query}` : home;
    };
    const toggled = ({ f, v }) => {
      const { [f]: current, ...rest } = chosen;
      return current === v ? rest : { ...rest, [f]: v };
    };

    function drawLink(link) {
      const { f, v } = link.dataset, number = count({ ...chosen, [f]: v });
      find(".n", link).textContent = number;
      link.classList.toggle("zero", !number);
      link.href = address(toggled(link.dataset));
      if (chosen[f] === v) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }

    function draw() {
      const number = count(chosen), picked = Object.keys(chosen).length;
      cards.forEach(card => { card.hidden = !fits(card, chosen); });
      links.forEach(drawLink);
      say(find("[role=status]", found), `${picked ? "Подходит" : "Всего"}: ${plural(number, words)}`);
      find("[data-reset]", found).hidden = !picked;
      find("summary b", box).textContent = picked ? ` · выбрано ${picked}` : "";
      list.hidden = !number;
      none.hidden = Boolean(number);
    }

    function choose(event) {
      const link = event.target.closest("a[data-f], a[data-reset]");
      // С клавишей-модификатором читатель просит новую вкладку: пусть откроется настоящая страница.
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      chosen = link.dataset.f ? toggled(link.dataset) : {};
      history.replaceState(null, "", address(chosen));
      draw();
      if (!link.offsetParent) found.focus();
    }

    const known = new Set(links.map(link => link.dataset.f));
    chosen = Object.fromEntries(Object.entries(chosen).filter(([facet]) => known.has(facet)));
    [box, found, none].forEach(part => part.addEventListener("click", choose));
    draw();
  }

  /** Живую область трогаем, только если текст другой: иначе её зачитают при загрузке. */
  function say(status, text) {
    if (status.textContent !== text) status.textContent = text;
  }

  /* ---------- Таблицы-строки ---------- */
  // На узком экране строки .docs и .bars стоят flex, и часть браузеров перестаёт считать это таблицей. Роли возвращают её;
  // в самом HTML они лишние: там таблица и так таблица.

  const ROLES = { "": "table", ":is(thead, tbody)": "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };

  function tableRoles() {
    for (const [part, role] of Object.entries(ROLES)) {
      findAll(`:is(.docs, .bars) ${part}`.trim()).forEach(element => element.setAttribute("role", role));
    }
  }

  /* ---------- Прокрутка вбок ---------- */
  // Рамка становится остановкой Tab и называет себя, только пока её содержимое не помещается.

  function scrollRegions() {
    findAll(".md-typeset table:not([class])").forEach(wrapTable);
    findAll(".md-typeset pre").forEach(code => { code.dataset.label = "Код"; });
    const regions = findAll(".scroll, .md-typeset pre"), met = {};
    regions.forEach(region => tellApart(region, met));
    const observer = new ResizeObserver(() => regions.forEach(markRegion));
    regions.forEach(region => [region, ...region.children].forEach(part => observer.observe(part)));
  }

  function wrapTable(table) {
    const frame = document.createElement("div");
    frame.className = "scroll";
    frame.dataset.label = find("caption", table)?.textContent || "Таблица";
    table.replaceWith(frame);
    frame.append(table);
  }

  function tellApart(region, met) {
    const label = region.dataset.label, number = met[label] = (met[label] || 0) + 1;
    if (number > 1) region.dataset.label = `${label} ${number}`;
  }

  function markRegion(region) {
    const overflows = region.scrollWidth > region.clientWidth + 1;
    const attributes = { tabindex: "0", role: "region", "aria-label": region.dataset.label };
    for (const [name, value] of Object.entries(attributes)) {
      if (overflows) region.setAttribute(name, value);
      else region.removeAttribute(name);
    }
  }

  /** Скопированный номер, имя или приказ — без знаков, которые держат строку и делят слова: в документах они мешают. */
  function plainCopies() {
    document.addEventListener("copy", event => {
      const selection = getSelection(), text = selection.toString(), unseen = /[\u00AD\u2060]/g;
      if (event.target.matches?.("input, textarea") || !unseen.test(text)) return;
      const box = document.createElement("div");
      box.append(selection.getRangeAt(0).cloneContents());
      findAll("a[href]", box).forEach(link => { link.setAttribute("href", link.href); });
      event.clipboardData.setData("text/plain", text.replace(unseen, ""));
      event.clipboardData.setData("text/html", box.innerHTML.replace(unseen, ""));
      event.preventDefault();
    });
  }

  /* ---------- Подробности и печать ---------- */

  function expandAll() {
    findAll("[data-all]").forEach(button => button.addEventListener("click", () => {
      const details = findAll("main :is(.more, .tuck)"), open = details.some(item => !item.open);
      details.forEach(item => { item.open = open; });
      button.textContent = open ? "Свернуть всё" : "Развернуть всё";
    }));
  }

  function printing() {
    let closed = [];
    findAll("[data-print]").forEach(button => button.addEventListener("click", () => print()));
    addEventListener("beforeprint", () => {
      closed = findAll("main details:not([open])");
      closed.forEach(item => { item.open = true; });
    });
    addEventListener("afterprint", () => closed.forEach(item => { item.open = false; }));
  }

  [viewPanel, mailAddresses, foldedMenu, tintBrowser, imageCaptions, dialogs, slash, fillSheet, softHyphens, facets, tableRoles, scrollRegions, expandAll, plainCopies, printing].forEach(start => start());
})();
