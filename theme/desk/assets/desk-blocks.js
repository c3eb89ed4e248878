/*
 * Страница своими словами: блоки («::: шаги») и якоря разделов («{#kontakt}») человек видит словами, а не знаками.
 * Текст поля делится на куски: простой текст — поле, блок — рамка с названием. Поле формы остаётся и хранит всё вместе,
 * знак в знак; чего никто не тронул, то не меняется. Без скрипта виден весь текст одним полем.
 */
(() => {
  "use strict";

  /* Название блока, что в нём написано сначала, слова на замену, подсказка. Без слов на замену блок пишет себя сам. */
  const BLOCKS = {
    call: ["Главное", "- Самое важное одной строкой", "Самое важное одной строкой", "каждая мысль — с новой строки, с дефисом; телефон из паспорта встанет сам"],
    contents: ["Содержание", "", "", "здесь встанут ссылки на все разделы страницы"],
    cards: ["Карточки", "- [О чём спрашивают](#razdel-1) Ответ одной строкой", "О чём спрашивают", "каждая строка начинается ссылкой"],
    steps: ["Шаги", "1. **Первый шаг.** Что делают.\n2. **Второй шаг.** Что делают.", "Первый шаг", "каждый шаг — с номером и с новой строки"],
    files: ["Бланки", "- [Название бланка](files/имя-файла.docx)", "Название бланка", "каждая строка — файл: его добавляет кнопка «Файл»"],
    questions: ["Вопросы", "### Вопрос?\n\nОтвет.", "Вопрос?", "вопрос — подзаголовком, ответ — под ним"],
    contact: ["Кого спросить", "", "", "здесь встанут все, кто записан в паспорте: часы, телефон, почта"],
  };
  const OPENS = /^ {0,3}:{3,}[ \t]*([^\s:|]+)[ \t]*\|?[ \t]*(.*?)[ \t]*$/;
  const CLOSES = /^ {0,3}:{3,}[ \t]*$/;
  const FENCE = /^ {0,3}(`{3,}|~{3,})/;
  const HEADING = /^ {0,3}#{1,6}[ \t]+\S/;
  const ANCHORED = /^( {0,3}#{1,6}[ \t]+.*?)[ \t]+(\{#[\w-]+\})[ \t]*$/;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /* Куски текста: строки, у блока — имя, заголовок, первая и последняя строка. Не закрыт блок — всё остаётся текстом. */
  const split = (raw) => {
    const parts = [{ lines: [] }];
    let block = null;
    let fence = "";
    for (const line of raw.split("\n")) {
      const mark = line.match(FENCE);
      if (mark && (!fence || mark[1].startsWith(fence))) fence = fence ? "" : mark[1];
      const opening = fence ? null : line.match(OPENS);
      const isKnown = opening && Object.hasOwn(BLOCKS, opening[1]);
      if (block && isKnown) return [{ lines: raw.split("\n") }];
      if (block && !fence && CLOSES.test(line)) {
        parts.push({ ...block, close: line }, { lines: [] });
        block = null;
      } else if (block) block.lines.push(line);
      else if (isKnown) block = { name: opening[1], heading: opening[2], open: line, lines: [] };
      else parts[parts.length - 1].lines.push(line);
    }
    return block ? [{ lines: raw.split("\n") }] : parts;
  };

  const isBlank = (line) => !line.trim();
  const edges = (lines) => {
    const first = lines.findIndex((line) => !isBlank(line));
    const last = lines.findLastIndex((line) => !isBlank(line));
    return first < 0 ? [lines.length, 0] : [first, lines.length - 1 - last];
  };
  const headingsOf = (lines) => lines.filter((line) => HEADING.test(line));

  /* Якоря заголовков после правки: у тех, что остались, прежние; переписанный заголовок сохраняет свой. */
  const aligned = (old, titles, anchors) => {
    let start = 0;
    while (start < Math.min(old.length, titles.length) && old[start].title === titles[start]) start += 1;
    let end = 0;
    while (end < Math.min(old.length, titles.length) - start && old[old.length - 1 - end].title === titles[titles.length - 1 - end]) end += 1;
    return titles.map((title, at) => {
      const from = at < start ? at : at >= titles.length - end ? at - titles.length + old.length : at < old.length - end ? at : -1;
      return { title, anchor: anchors[at] || (from >= 0 ? old[from].anchor : "") };
    });
  };

  /* Текст без якорей и сами якоря, по порядку заголовков. */
  const unanchored = (lines) => {
    const anchors = [];
    const shown = lines.map((line) => {
      const match = line.match(ANCHORED);
      if (HEADING.test(line)) anchors.push(match ? match[2] : "");
      return match ? match[1] : line;
    });
    return [shown, anchors];
  };

  const LABELS = { up: ["↑", "Выше"], down: ["↓", "Ниже"], off: ["✕", "Убрать"] };

  /* Поле страницы кусками. `equip` получает каждое новое поле куска, `changed` — что текст стал другим. */
  window.pagePieces = (text, equip) => {
    const place = make("div", { className: "pieces" });
    let parts = [];
    let active = null;

    const linesOf = (part, at) => {
      if (!part.touched) return part.name ? [part.open, ...part.lines, part.close] : part.lines;
      const typed = part.area ? part.area.value.split("\n") : part.lines;
      if (part.name) {
        const heading = part.title.value.trim();
        const open = heading === part.heading ? part.open : `::: ${part.name}${heading ? ` | ${heading}` : ""}`;
        return [open, ...typed, part.close];
      }
      const anchors = part.headings.map((each) => each.anchor);
      const whole = typed.map((line) => {
        const anchor = HEADING.test(line) ? anchors.shift() : "";
        return anchor ? `${line.trimEnd()} ${anchor}` : line;
      });
      const [lead, tail] = edges(part.lines);
      const before = Array(Math.max(lead, at > 0 ? 1 : 0)).fill("");
      const after = Array(Math.max(tail, at < parts.length - 1 ? 1 : 0)).fill("");
      return whole.every(isBlank) ? before.slice(0, Math.max(lead, 1)) : [...before, ...whole, ...after];
    };

    const store = () => { text.value = parts.flatMap(linesOf).join("\n"); };

    const typedInto = (part) => {
      part.touched = true;
      if (!part.name) {
        const { selectionStart, selectionEnd } = part.area;
        const [shown, anchors] = unanchored(part.area.value.split("\n"));
        const value = shown.join("\n");
        if (value !== part.area.value) {
          part.area.value = value;
          part.area.setSelectionRange(selectionStart, selectionEnd);
        }
        part.headings = aligned(part.headings, headingsOf(shown), anchors);
      }
      store();
    };

    const field = (part, value, label) => {
      const area = make("textarea", { value, rows: 2 });
      area.setAttribute("aria-label", label);
      area.addEventListener("input", () => typedInto(part));
      area.addEventListener("focus", () => { active = part; });
      part.area = area;
      equip(area);
      return area;
    };

    const plain = (part, at) => {
      const [lead, tail] = edges(part.lines);
      const [shown, anchors] = unanchored(part.lines.slice(lead, part.lines.length - tail));
      const titles = headingsOf(shown);
      part.headings = titles.map((title, number) => ({ title, anchor: anchors[number] }));
      const area = field(part, shown.join("\n"), at ? "Текст ниже блока" : "Текст");
      if (at) Object.assign(area, { placeholder: "текст между блоками", className: titles.length || area.value ? "" : "between" });
      else area.id = id;
      return area;
    };

    const block = (part, at) => {
      const [label, , , hint] = BLOCKS[part.name];
      const tools = make("div", { className: "tools" });
      for (const [way, [sign, words]] of Object.entries(LABELS)) {
        const tool = make("button", { type: "button", textContent: sign, title: `${words}: блок «${label}»` });
        tool.setAttribute("aria-label", tool.title);
        tool.addEventListener("click", () => rearranged(at, way));
        tools.append(tool);
      }
      part.title = make("input", { value: part.heading });
      part.title.addEventListener("input", () => typedInto(part));
      const heading = make("details", { open: Boolean(part.heading) }, make("summary", { textContent: "Свой заголовок блока" }), part.title);
      part.title.setAttribute("aria-label", `Заголовок блока «${label}»`);
      const hasText = part.lines.some((line) => !isBlank(line)) || Boolean(BLOCKS[part.name][2]);
      const inside = hasText ? [field(part, part.lines.join("\n"), `Блок «${label}»`)] : [];
      const box = make("fieldset", { className: "item block" }, make("legend", { textContent: label }), tools, ...inside, make("p", { className: "hint", textContent: hint }), heading);
      box.addEventListener("focusin", () => { active = part; });
      return box;
    };

    const render = (raw) => {
      parts = split(raw);
      active = parts[0];
      place.replaceChildren(...parts.map((part, at) => (part.name ? block(part, at) : plain(part, at))));
    };

    /* Кусок выше, ниже или прочь: пустые строки между кусками ставятся заново. */
    const rearranged = (at, way) => {
      const chunks = parts.map((part, number) => ({ part, text: linesOf(part, number).join("\n").replace(/^\n+|\s+$/g, "") }));
      const full = chunks.filter((chunk) => chunk.text);
      const from = full.findIndex((chunk) => chunk.part === parts[at]);
      const [moved] = full.splice(from, 1);
      const to = way === "up" ? Math.max(from - 1, 0) : Math.min(from + 1, full.length);
      if (way !== "off") full.splice(to, 0, moved);
      changedTo(full.map((chunk) => chunk.text).join("\n\n"));
      const boxes = [...place.querySelectorAll(".block")];
      const number = full.slice(0, to).filter((chunk) => chunk.part.name).length;
      const focus = way === "off" ? place.querySelector("textarea") : boxes[number].querySelectorAll(".tools button")[way === "up" ? 0 : 1];
      focus.focus();
    };

    const changedTo = (raw) => {
      text.value = raw;
      render(raw);
      text.dispatchEvent(new Event("input", { bubbles: true }));
    };

    /* Новый блок — под строкой, где стоит курсор, или под блоком, в котором он стоит. */
    const add = (name) => {
      const [, written, words] = BLOCKS[name];
      const at = parts.indexOf(active);
      const before = parts.slice(0, at).flatMap((part, number) => linesOf(part, number));
      const own = linesOf(active, at);
      const after = parts.slice(at + 1).flatMap((part, number) => linesOf(part, at + 1 + number));
      const shown = active.name ? 0 : active.area.value.slice(0, active.area.selectionStart).split("\n").length;
      const cut = active.name ? own.length : Math.min(own.length, edges(own)[0] + shown);
      const above = [...before, ...own.slice(0, cut)].join("\n").trimEnd();
      const below = [...own.slice(cut), ...after].join("\n").replace(/^\n+/, "");
      const number = parts.slice(0, at + 1).filter((part) => part.name).length;
      const made = `::: ${name}\n${written ? `${written}\n` : ""}:::`;
      changedTo(`${above}${above ? "\n\n" : ""}${made}\n${below ? `\n${below}` : ""}`);
      const box = place.querySelectorAll(".block")[number];
      const area = box.querySelector("textarea");
      (area || box.querySelector(".tools button")).focus();
      if (area) area.setSelectionRange(written.indexOf(words), written.indexOf(words) + words.length);
    };

    const id = text.id;
    text.id = `${id}-whole`;
    text.hidden = true;
    text.after(place);
    render(text.value);
    const area = () => active.area || parts[parts.indexOf(active) + 1].area;
    return { add, area, blocks: Object.entries(BLOCKS).map(([name, [label]]) => [name, label]) };
  };
})();
