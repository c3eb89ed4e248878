// Lists of a kind, lists of a term, and the home page, as the other peers have them.
const site = require("./site.json");

function paged(items, title, base) {
  const of = Math.max(1, Math.ceil(items.length / site.size));
  const url = (number) => (number < 1 || number > of ? "" : number === 1 ? base : `${base}page/${number}/`);
  return Array.from({ length: of }, (_, place) => ({
    items: items.slice(place * site.size, (place + 1) * site.size),
    title,
    url: url(place + 1),
    before: url(place),
    after: url(place + 2),
    number: place + 1,
    of,
  }));
}

function listings(collections) {
  const kinds = site.kinds.map((kind) => ({
    ...kind,
    url: `/${kind.url}`,
    items: collections.getAll().filter((item) => item.data.kind === kind.id).sort((one, other) => other.date - one.date),
  }));
  const terms = new Map();
  for (const item of kinds.flatMap((kind) => kind.items)) {
    for (const term of item.data.terms || []) {
      if (!terms.has(term.url)) terms.set(term.url, { ...term, items: [] });
      terms.get(term.url).items.push(item);
    }
  }
  const home = kinds.flatMap((kind) => kind.items.slice(0, 4));
  return [
    ...paged(home, site.title, "/"),
    ...[...kinds, ...terms.values()].flatMap((list) => paged(list.items, list.title, list.url)),
  ];
}

module.exports = function (config) {
  config.addGlobalData("site", site);
  config.addGlobalData("layout", "page.njk");
  config.addCollection("listings", listings);
  config.addPassthroughCopy({ "style.css": "style.css" });
  return {
    dir: { input: "content", output: "site", includes: "../theme" },
    markdownTemplateEngine: false,
    templateFormats: ["md", "njk"],
  };
};
