/* Приводит запись к виду, который понимает форма: `term: сентябрь` — это срок из одного поля, `28.08.2026` — дата,
   одно слово на месте списка — список из одного слова. Иначе форма при сохранении потеряла бы такие значения.
   Как пишут каждое поле, знает shapes.json: его составляет сборка из тех же описаний, что и саму форму. */
(() => {
  "use strict";
  const shapes = fetch("shapes.json").then((answer) => answer.json());
  const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
  const DOTS = /^(\d{1,2})\.(\d{1,2})\.(\d{4})/;
  const WORDS = /^(\d{1,2}) ([а-я]+) (\d{4})/;
  const isPart = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  function day(text, months) {
    const word = String(text).trim().toLowerCase();
    const iso = word.match(ISO);
    const dots = word.match(DOTS);
    const words = word.match(WORDS);
    const found =
      (iso && [iso[1], iso[2], iso[3]]) ||
      (dots && [dots[3], dots[2], dots[1]]) ||
      (words && months.includes(words[2]) && [words[3], months.indexOf(words[2]) + 1, words[1]]);
    return found ? found.map((number) => String(number).padStart(2, "0")).join("-") : text;
  }

  function number(text) {
    const digits = String(text).replace(/[\s\u00a0]/g, "").replace(",", ".");
    return /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : text;
  }

  /* Слово на месте нескольких полей: какому из них оно принадлежит, видно по тому, как оно написано. */
  function word(text, words) {
    const kind = Object.keys(words).find((shape) => shape.endsWith("/") && text.startsWith(shape));
    if (kind) return { [words[kind]]: text.slice(kind.length) };
    const shape = /^https?:\/\//.test(text) ? "url" : /\.\w{2,5}$/.test(text) ? "file" : "word";
    const field = words[shape] || words.word;
    return field ? { [field]: text } : text;
  }

  function reader({ parts, months }) {
    const plain = {
      day: (value) => day(value, months),
      number,
      text: (value) => (Array.isArray(value) ? value.join("\n") : value),
      part(value, shape) {
        if (isPart(value)) return part(value, shape.part);
        const text = Array.isArray(value) ? value.join("\n") : value;
        const whole = typeof text === "string" ? word(text, shape.words) : text;
        return isPart(whole) ? part(whole, shape.part) : whole;
      },
    };
    function one(value, shape) {
      return shape.is ? plain[shape.is](value, shape) : value;
    }
    function all(value, shape) {
      if (value === null || value === undefined || value === "") return undefined;
      if (!shape.many) return one(value, shape);
      return (Array.isArray(value) ? value : [value]).map((item) => one(item, shape));
    }
    function part(data, name) {
      return Object.fromEntries(
        Object.entries(data)
          .map(([field, value]) => [field, field in parts[name] ? all(value, parts[name][field]) : value])
          .filter(([, value]) => value !== undefined),
      );
    }
    return part;
  }

  window.nastavnik = {
    unreachable: "Сервер не ответил: нет связи, или он не разрешает запросы со страниц этого сайта (CORS).",
    /* Зовёт форма, прочитав файл: раздел или имя одиночного файла и то, что в нём написано. */
    async read(collection, file, data) {
      const known = await shapes;
      const name = known.kinds[file || collection];
      return name && isPart(data) ? reader(known)(data, name) : data;
    },
  };
})();
