/*
 * Поиск, когда нашлось мало: слово, которого на сайте нет, меняется на знакомое, если они почти одинаковы или перепутана
 * раскладка; потом вопрос становится короче. Загружается только тогда, вместе со словарём раздела (pagefind/words.json).
 */

import { plain } from "./search.js";

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё";
const typed = word => /[a-z]/.test(word) ? [...word].map(letter => CYRILLIC[LATIN.indexOf(letter)] || letter).join("") : word;

/** Сколько букв надо вставить, убрать, заменить или переставить. */
function distance(one, other) {
  let before = [], row = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}

/** Начинается ли так же слово из словаря: другая форма — не опечатка. */
const familiar = (word, known) => known.some(other => other.startsWith(word.slice(0, Math.max(4, word.length - 3))));

function corrected(word, known) {
  const small = typed(plain(word)), most = small.length < 5 ? 0 : small.length < 9 ? 1 : 2;
  if (familiar(small, known)) return small === plain(word) ? word : small;
  const near = known.filter(other => Math.abs(other.length - small.length) <= most)
    .map(other => [distance(small, other), other]).filter(([far]) => far <= most).sort(([a], [b]) => a - b);
  return near[0]?.[1] || word;
}

/** То же без одного слова; из удачных попыток — самая строгая. */
async function fewer(words, find) {
  if (words.length < 2) return null;
  const parts = words.map((_, at) => words.filter((_, other) => other !== at)).slice(0, 6);
  const tries = await Promise.all(parts.map(async part => ({ words: part, results: await find(part) })));
  const lucky = tries.filter(({ results }) => results.length).sort((a, b) => a.results.length - b.results.length);
  return lucky[0] || fewer(parts[0], find);
}

let known;

/** Ответ лучше данного: { words, results }; find ищет по словам, словарь лежит по адресу url. */
export async function mend(answer, find, url) {
  known ||= await (await fetch(url, { cache: "no-cache" })).json();
  const words = answer.words.map(word => corrected(word, known));
  const results = words.join(" ") === answer.words.join(" ") ? [] : await find(words);
  if (results.length) return { words, results };
  return answer.results.length ? answer : await fewer(words, find) || answer;
}
